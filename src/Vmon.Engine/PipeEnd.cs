using Vmon.Fields;
using Vmon.Parsing.Processes;

namespace Vmon;

/// <summary>A descriptor of a pipe in one process. Listed once, as the threads of the process share it. Immutable.</summary>
public sealed class PipeEnd
{
    internal PipeEnd(ProcessSample process, int descriptor, DescriptorAccess? access)
    {
        Process = process;
        Descriptor = descriptor;
        Access = access;
    }

    /// <summary>Process identifier (PID).</summary>
    [Field("/proc")]
    public int Id => Process.Id;

    /// <summary>Name of the process.</summary>
    [Field("stat", "cmdline")]
    public string ProcessName => Process.ProcessName;

    /// <summary>Start time of the process in clock ticks since boot. Together with the PID, it identifies the process.</summary>
    [Field(StatField.starttime, Unit = "ticks")]
    public long StartTicks => Process.StartTicks;

    /// <summary>Whether the PID is valid for system calls on this machine, so that the process can be stopped or waited for.</summary>
    [Field]
    public bool IsLocal => Process.IsLocal;

    /// <summary>Number of the descriptor.</summary>
    [Field("fd")]
    public int Descriptor { get; }

    /// <summary>Whether the pipe is open for reading, writing or both. Null if unknown; the descriptor may be either end.</summary>
    [Field("fdinfo")]
    public DescriptorAccess? Access { get; }

    /// <summary>Bytes per second that the process reads from all sources, including this pipe. Null without a previous sample.</summary>
    [Field(IoField.rchar, Unit = "bytes/s", OfInterval = true)]
    public double? ReadRate => Process.IoReadCharsRate;

    /// <summary>Bytes per second that the process writes to all targets, including this pipe. Null without a previous sample.</summary>
    [Field(IoField.wchar, Unit = "bytes/s", OfInterval = true)]
    public double? WriteRate => Process.IoWriteCharsRate;

    /// <summary>
    /// Kernel function in which the process waits: pipe_write if it waits for space in a pipe, pipe_read if it waits for data. Null if not
    /// requested or not readable.
    /// </summary>
    [Field("wchan")]
    public string? WaitChannel => Process.WaitChannel;

    /// <summary>Data sets that the kernel denied for the process. If IO is denied, the rates are null.</summary>
    [Field]
    public ProcessDataSets Denied => Process.Denied;

    /// <summary>The process in the sample.</summary>
    [Field(IsSerialized = false)]
    public ProcessSample Process { get; }

    /// <summary>Name, pid and descriptor.</summary>
    public override string ToString() => $"{Process} {Descriptor}";
}
