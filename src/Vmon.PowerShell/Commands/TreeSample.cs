using System.Management.Automation;
using System.Reflection;

namespace Vmon.PowerShell;

/// <summary>
/// The sample of a process with the figures of its tree in the place of its own: CpuPercent is TreeCpuPercent, and both are there. What has
/// no total, such as State, is the process's own.
/// </summary>
internal static class TreeSample
{
    private const string Prefix = "Tree";

    private static readonly PropertyInfo[] Totals =
        [.. typeof(ProcessTreeNode).GetProperties().Where(property => property.Name.StartsWith(Prefix, StringComparison.Ordinal))];

    internal static PSObject Of(ProcessTreeNode node)
    {
        PSObject sample = PSObject.AsPSObject(node.Process);
        foreach (PropertyInfo total in Totals)
        {
            object? value = total.GetValue(node);
            Set(sample, total.Name, value);
            Set(sample, total.Name[Prefix.Length..], value);
        }

        Set(sample, nameof(ProcessSample.IoReadRate), PerSecond(node.TreeIoRead, node.Process.Interval));
        Set(sample, nameof(ProcessSample.IoWriteRate), PerSecond(node.TreeIoWrite, node.Process.Interval));
        return sample;
    }

    private static double? PerSecond(long? bytes, TimeSpan? elapsed) => elapsed > TimeSpan.Zero ? bytes / elapsed.Value.TotalSeconds : null;

    private static void Set(PSObject sample, string name, object? value) => sample.Properties.Add(new PSNoteProperty(name, value), preValidated: true);
}
