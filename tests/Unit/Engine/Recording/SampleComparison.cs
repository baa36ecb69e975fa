using System.Collections;
using System.Globalization;
using System.Reflection;

namespace Vmon.Tests.Engine.Recording;

/// <summary>Compares samples of two watches, property by property.</summary>
internal static class SampleComparison
{
    // Of the session that took the sample, not of the process.
    private static readonly string[] NotCompared = [nameof(ProcessSample.Session), nameof(ProcessSample.IsLocal)];

    internal static readonly PropertyInfo[] Compared = [.. typeof(ProcessSample).GetProperties().Where(property => !NotCompared.Contains(property.Name))];

    /// <summary>Asserts that both have the same processes with the same properties. Returns their number.</summary>
    internal static int Compare(List<ProcessSample> live, List<ProcessSample> replayed, params string[] except)
    {
        Assert.Equal(live.Select(Key).Order(), replayed.Select(Key).Order());
        Dictionary<string, ProcessSample> byKey = replayed.ToDictionary(Key);
        List<string> differences = [];
        foreach (ProcessSample expected in live)
        {
            ProcessSample actual = byKey[Key(expected)];
            foreach (PropertyInfo property in Compared)
            {
                if (except.Contains(property.Name)) continue;
                string before = Show(property.GetValue(expected));
                string after = Show(property.GetValue(actual));
                if (before != after) differences.Add($"{expected} {property.Name}: {before} live, {after} replayed, sample {expected.Sample}, {expected.Changed}, exited {expected.HasExited}, started {expected.HasStarted}");
            }
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences.Take(20)));
        return live.Count;
    }

    /// <summary>All properties of an object, as text.</summary>
    internal static string Text(object item) =>
        string.Join("; ", item.GetType().GetProperties().Select(property => $"{property.Name}: {Show(property.GetValue(item))}"));

    private static string Key(ProcessSample sample) => $"{sample.Identity} {sample.ThreadId} {sample.HasExited}";

    private static string Show(object? value) => value switch
    {
        null => "null",
        string text => text,
        ProcessSample parent => $"{parent} {parent.Sample}",
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        PressureSample or CpuSample or InterruptSample => Text(value),
        IEnumerable list => string.Join('|', list.Cast<object?>().Select(Show)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
