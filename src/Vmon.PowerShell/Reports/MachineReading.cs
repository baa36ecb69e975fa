using System.Management.Automation;
using Vmon.PowerShell.Views;

namespace Vmon.PowerShell.Reports;

/// <summary>A sample of the machine, or an object of a job, a file or another computer that has its properties. Null is unknown.</summary>
internal sealed class MachineReading
{
    private readonly object _item;
    private readonly SystemSample? _sample;

    internal MachineReading(object item)
    {
        _item = item;
        _sample = (item as PSObject)?.BaseObject as SystemSample ?? item as SystemSample;
        PSMemberInfoCollection<PSPropertyInfo>? properties = _sample is null ? PSObject.AsPSObject(item).Properties : null;
        Time = _sample?.Timestamp ?? properties?.Time(nameof(SystemSample.Timestamp));
        Interval = _sample is not null ? _sample.Interval : properties!.Get<TimeSpan>(nameof(SystemSample.Interval));
        Uptime = _sample is not null ? _sample.Uptime : properties!.Get<TimeSpan>(nameof(SystemSample.Uptime));
        Source = _sample?.Session ?? properties?.Text(nameof(SystemSample.Session)) ?? "";
    }

    internal DateTimeOffset? Time { get; }

    internal TimeSpan? Interval { get; }

    internal TimeSpan? Uptime { get; }

    internal string Source { get; }

    /// <summary>Its disks. None of an object that has lost its type.</summary>
    internal IReadOnlyList<DiskSample> Disks => _sample?.Disks ?? [];

    /// <summary>Whether an object is one.</summary>
    internal static bool Is(PSObject item) =>
        item.BaseObject is SystemSample || (item.Properties[nameof(SystemSample.CpuCorePercent)] is not null && item.Properties.Time(nameof(SystemSample.Timestamp)) is not null);

    /// <summary>The value of a numeric property, by its declared name.</summary>
    internal double? Value(string property) => property != MachineFigure.BusiestCpu ? NumericProperty.Of(_sample ?? _item, property) : _sample?.Cpus?.Max(static cpu => cpu.CpuPercent);
}
