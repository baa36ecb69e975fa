using Vmon.Fields;
using Vmon.Parsing.Processes;

namespace Vmon;

/// <summary>A process that has a file open.</summary>
/// <param name="Id">Process identifier (PID).</param>
/// <param name="ProcessName">Name of the process.</param>
/// <param name="Descriptor">Number of the descriptor.</param>
public sealed record DescriptorHolder(
    [property: Field("fd")] int Id,
    [property: Field("fd")] string ProcessName,
    [property: Field("fd")] int Descriptor)
{
    /// <summary>Start time of the process in clock ticks since boot. Together with the PID, it identifies the process.</summary>
    [Field(StatField.starttime, Unit = "ticks")]
    public long StartTicks { get; init; }

    /// <summary>Whether the PID is valid for system calls on this machine, so that the process can be stopped or waited for.</summary>
    [Field]
    public bool IsLocal { get; init; }

    /// <summary>Name, pid and descriptor: "sshd (812) 3".</summary>
    public override string ToString() => $"{ProcessName} ({Id}) {Descriptor}";
}
