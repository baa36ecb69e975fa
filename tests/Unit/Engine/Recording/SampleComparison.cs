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
                (object? own, object? other) = (property.GetValue(expected), property.GetValue(actual));
                if ((own is not DateTimeOffset && Equals(own, other)) || IsCut(property.Name, expected, actual)) continue;
                string before = Show(own);
                string after = Show(other);
                if (before != after) differences.Add($"{expected} {property.Name}: {before} live, {after} replayed, sample {expected.Sample}, {expected.Changed}, exited {expected.HasExited}, started {expected.HasStarted}");
            }
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences.Take(20)));
        return live.Count;
    }

    /// <summary>What a recording has of open files, and the pipes that they make.</summary>
    internal static string[] FilesOf(ProcessWatch watch) =>
    [
        .. watch.Files(new FileSelection()).Select(static file =>
            $"{file.Identity} {file.Descriptor} {file.Type} {file.Target} {file.Access} {file.IsDeleted} {file.Inode} {file.Device} {file.SpecialDevice}").Order(StringComparer.Ordinal),
        .. watch.Pipes().Select(static pipe => $"{pipe} {pipe.MissingEnds} {pipe.IsComplete} {pipe.IsFirstSample} {string.Join('|', pipe.Ends)}").Order(StringComparer.Ordinal),
    ];

    /// <summary>All properties of an object, as text.</summary>
    internal static string Text(object item) =>
        string.Join("; ", item.GetType().GetProperties().Select(property => $"{property.Name}: {Show(property.GetValue(item))}"));

    // Two boots can have the same identity.
    private static string Key(ProcessSample sample) => $"{sample.Identity} {sample.ThreadId} {sample.HasExited} {sample.Timestamp:O}";

    // A recording has the beginning of a long command line, and says so.
    private static bool IsCut(string property, ProcessSample live, ProcessSample replayed) => property switch
    {
        _ when replayed.IsCommandLineTruncated != true || live.IsCommandLineTruncated == true => false,
        nameof(ProcessSample.IsCommandLineTruncated) => true,
        nameof(ProcessSample.CommandLine) or nameof(ProcessSample.Arguments) =>
            string.Join('\0', replayed.Arguments!) is { Length: > 8000 } beginning && string.Join('\0', live.Arguments!).StartsWith(beginning[..^1], StringComparison.Ordinal),
        _ => false,
    };

    internal static string Show(object? value) => value switch
    {
        null => "null",
        string text => text,
        ProcessSample parent => $"{parent} {parent.Sample}",
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        PressureSample or CgroupDevice or CpuSample or InterruptSample => Text(value),
        IEnumerable list => string.Join('|', list.Cast<object?>().Select(Show)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
