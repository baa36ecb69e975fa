using Vmon.PowerShell.Reports;

namespace Vmon.Tests.PowerShell.Reports;

/// <summary>A process in a sample, with figures that a test chooses. It started a second before the samples.</summary>
internal sealed class MadeReading(int id, string name = "a", double? cpu = 0, double? memory = 0, double? io = 0, double? network = null) : ProcessReading
{
    internal static DateTimeOffset Start { get; } = new(2026, 1, 2, 3, 0, 0, TimeSpan.FromHours(1));

    internal int Parent { get; init; }

    internal DateTimeOffset? Started { get; init; } = Start.AddSeconds(-1);

    internal int? Code { get; init; }

    internal string? Command { get; init; }

    internal string? In { get; init; }

    internal long Number { get; init; }

    internal bool Exited { get; init; }

    internal override ProcessIdentity Identity => new(id, id);

    internal override string Name => name;

    internal override int ParentId => Parent;

    internal override string Source => "host";

    internal override long Sample => Number;

    internal override DateTimeOffset Time => Start;

    internal override TimeSpan? Interval => TimeSpan.FromSeconds(1);

    internal override bool IsThread => false;

    internal override bool HasExited => Exited;

    internal override DateTimeOffset? StartTime => Started;

    internal override DateTimeOffset? ExitTime => null;

    internal override int? ExitCode => Code;

    internal override string? ExitSignal => null;

    internal override bool IsKernelThread => false;

    internal override string? CommandLine => Command;

    internal override string? Service => In;

    internal override double? Cpu => cpu;

    internal override double? WorkingSet => memory;

    internal override double? ReadRate => io;

    internal override double? WriteRate => io is null ? null : 0;

    internal override double? ReceiveRate => network;

    internal override double? SendRate => network is null ? null : 0;

    internal override double? NumberOf(string name) => cpu;
}
