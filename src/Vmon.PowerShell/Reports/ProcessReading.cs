using System.Globalization;
using System.Management.Automation;
using Vmon.PowerShell.Views;

namespace Vmon.PowerShell.Reports;

/// <summary>A process in a sample, as far as a report needs it. Null is unknown.</summary>
internal abstract class ProcessReading
{
    internal abstract ProcessIdentity Identity { get; }

    internal abstract string Name { get; }

    internal abstract int ParentId { get; }

    /// <summary>What took the sample: the session, and the computer if it is another one.</summary>
    internal abstract string Source { get; }

    internal abstract long Sample { get; }

    internal abstract DateTimeOffset Time { get; }

    internal abstract TimeSpan? Interval { get; }

    internal abstract bool IsThread { get; }

    internal abstract bool HasExited { get; }

    internal abstract DateTimeOffset? StartTime { get; }

    internal abstract DateTimeOffset? ExitTime { get; }

    internal abstract int? ExitCode { get; }

    internal abstract string? ExitSignal { get; }

    internal abstract bool IsKernelThread { get; }

    internal abstract string? CommandLine { get; }

    /// <summary>Its container or unit, or else the path of its control group.</summary>
    internal abstract string? Service { get; }

    internal abstract double? Cpu { get; }

    internal abstract double? WorkingSet { get; }

    internal abstract double? ReadRate { get; }

    internal abstract double? WriteRate { get; }

    internal abstract double? ReceiveRate { get; }

    internal abstract double? SendRate { get; }

    /// <summary>The value of a numeric property of a sample, by its declared name.</summary>
    internal abstract double? NumberOf(string name);

    /// <summary>The reading of an object of a pipeline. Null if it is not a sample of a process.</summary>
    internal static ProcessReading? Of(object? item) => item switch
    {
        ProcessSample sample => new SampleReading(sample),
        PSObject { BaseObject: ProcessSample sample } => new SampleReading(sample),
        PSObject other when other.Properties[nameof(ProcessSample.StartTicks)] is not null => ObjectReading.TryRead(other),
        _ => null,
    };

    protected static double? Sum(double? one, double? other) => one is null ? other : other is null ? one : one + other;

    /// <summary>A short form of an identifier of 64 digits.</summary>
    protected static string? Short(string? container) => container is { Length: > 12 } ? container[..12] : container;
}

/// <summary>The reading of a sample. Properties of data sets that were not read are not asked for, because a watch warns of them.</summary>
internal sealed class SampleReading(ProcessSample sample) : ProcessReading
{
    private readonly ProcessDataSets _read = sample.DataSets;

    internal override ProcessIdentity Identity => sample.Identity;

    internal override string Name => sample.ProcessName;

    internal override int ParentId => sample.ParentId;

    internal override string Source => sample.Session;

    internal override long Sample => sample.Sample;

    internal override DateTimeOffset Time => sample.Timestamp;

    internal override TimeSpan? Interval => sample.Interval;

    internal override bool IsThread => sample.IsThread;

    internal override bool HasExited => sample.HasExited;

    internal override DateTimeOffset? StartTime => sample.StartTime;

    internal override DateTimeOffset? ExitTime => sample.ExitTime;

    internal override int? ExitCode => sample.ExitCode;

    internal override string? ExitSignal => sample.ExitSignal?.ToString();

    internal override bool IsKernelThread => sample.IsKernelThread == true;

    internal override string? CommandLine => Has(ProcessDataSets.Command) ? sample.CommandLine : null;

    internal override string? Service => Has(ProcessDataSets.Cgroup)
        ? sample.ContainerName ?? Short(sample.ContainerId) ?? sample.UserUnit ?? sample.Unit ?? sample.CgroupPath : null;

    internal override double? Cpu => Sum(sample.CpuPercent, sample.ChildrenCpuPercent);

    internal override double? WorkingSet => Has(ProcessDataSets.Memory) ? sample.WorkingSet : null;

    internal override double? ReadRate => Has(ProcessDataSets.IO) ? sample.IoReadRate : null;

    internal override double? WriteRate => Has(ProcessDataSets.IO) ? sample.IoWriteRate : null;

    internal override double? ReceiveRate => Has(ProcessDataSets.Network) ? sample.NetReceiveRate : null;

    internal override double? SendRate => Has(ProcessDataSets.Network) ? sample.NetSendRate : null;

    internal override double? NumberOf(string name) => NumericProperty.Of(sample, name);

    private bool Has(ProcessDataSets dataSet) => (_read & dataSet) != 0;
}

/// <summary>The reading of an object that has lost its type but not its properties: of a job, a file or another computer.</summary>
internal sealed class ObjectReading : ProcessReading
{
    private readonly PSObject _item;
    private readonly PSMemberInfoCollection<PSPropertyInfo> _properties;

    private ObjectReading(PSObject item, ProcessIdentity identity, DateTimeOffset time)
    {
        _item = item;
        _properties = item.Properties;
        Identity = identity;
        Time = time;
        Interval = _properties.Get<TimeSpan>(nameof(ProcessSample.Interval));
    }

    internal override ProcessIdentity Identity { get; }

    internal override DateTimeOffset Time { get; }

    internal override TimeSpan? Interval { get; }

    internal override string Name => _properties.Text(nameof(ProcessSample.ProcessName)) ?? "";

    internal override int ParentId => _properties.Get<int>(nameof(ProcessSample.ParentId)) ?? 0;

    internal override string Source => string.Create(CultureInfo.InvariantCulture, $"{_properties.Text("PSComputerName")} {_properties.Text(nameof(ProcessSample.Session))}").Trim();

    internal override long Sample => _properties.Get<long>(nameof(ProcessSample.Sample)) ?? 0;

    internal override bool IsThread => _properties.Value(nameof(ProcessSample.ThreadId)) is not null;

    internal override bool HasExited => _properties.Is(nameof(ProcessSample.HasExited));

    internal override DateTimeOffset? StartTime => _properties.Time(nameof(ProcessSample.StartTime));

    internal override DateTimeOffset? ExitTime => _properties.Time(nameof(ProcessSample.ExitTime));

    internal override int? ExitCode => _properties.Get<int>(nameof(ProcessSample.ExitCode));

    internal override string? ExitSignal => _properties.Text(nameof(ProcessSample.ExitSignal));

    internal override bool IsKernelThread => _properties.Is(nameof(ProcessSample.IsKernelThread));

    internal override string? CommandLine => _properties.Text(nameof(ProcessSample.CommandLine));

    internal override string? Service => _properties.Text(nameof(ProcessSample.ContainerName)) ?? Short(_properties.Text(nameof(ProcessSample.ContainerId)))
        ?? _properties.Text(nameof(ProcessSample.UserUnit)) ?? _properties.Text(nameof(ProcessSample.Unit)) ?? _properties.Text(nameof(ProcessSample.CgroupPath));

    internal override double? Cpu => Sum(NumberOf(nameof(ProcessSample.CpuPercent)), NumberOf(nameof(ProcessSample.ChildrenCpuPercent)));

    internal override double? WorkingSet => NumberOf(nameof(ProcessSample.WorkingSet));

    internal override double? ReadRate => NumberOf(nameof(ProcessSample.IoReadRate));

    internal override double? WriteRate => NumberOf(nameof(ProcessSample.IoWriteRate));

    internal override double? ReceiveRate => NumberOf(nameof(ProcessSample.NetReceiveRate));

    internal override double? SendRate => NumberOf(nameof(ProcessSample.NetSendRate));

    internal static ObjectReading? TryRead(PSObject item) =>
        item.Properties.Get<int>(nameof(ProcessSample.Id)) is { } id && item.Properties.Get<long>(nameof(ProcessSample.StartTicks)) is { } start
        && item.Properties.Time(nameof(ProcessSample.Timestamp)) is { } time
            ? new ObjectReading(item, new ProcessIdentity(id, start), time) : null;

    internal override double? NumberOf(string name) => NumericProperty.Of(_item, name);
}
