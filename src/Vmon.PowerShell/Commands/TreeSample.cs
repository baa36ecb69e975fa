using System.Management.Automation;
using System.Reflection;

namespace Vmon.PowerShell;

/// <summary>
/// The sample of a process with the totals of its tree in place of its own values: CpuPercent equals TreeCpuPercent. Properties without a
/// total, such as State, are those of the process.
/// </summary>
internal static class TreeSample
{
    private const string Prefix = "Tree";

    private static readonly PropertyInfo[] Totals =
        [.. typeof(ProcessTreeNode).GetProperties().Where(property => property.Name.StartsWith(Prefix, StringComparison.Ordinal))];

    internal static PSObject Of(ProcessTreeNode node)
    {
        PSObject sample = PSObject.AsPSObject(node);
        foreach (PropertyInfo total in Totals) Set(sample, total.Name[Prefix.Length..], total.GetValue(node));
        Set(sample, nameof(ProcessSample.IoReadRate), PerSecond(node.TreeIoRead, node.Interval));
        Set(sample, nameof(ProcessSample.IoWriteRate), PerSecond(node.TreeIoWrite, node.Interval));
        return sample;
    }

    private static double? PerSecond(long? bytes, TimeSpan? elapsed) => elapsed > TimeSpan.Zero ? bytes / elapsed.Value.TotalSeconds : null;

    private static void Set(PSObject sample, string name, object? value) => sample.Properties.Add(new PSNoteProperty(name, value), preValidated: true);
}
