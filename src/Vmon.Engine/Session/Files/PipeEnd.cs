namespace Vmon;

/// <summary>A process's descriptor on a pipe. Its threads share it, so that it counts once. Immutable.</summary>
public sealed class PipeEnd
{
    internal PipeEnd(ProcessSample process, int descriptor, DescriptorAccess? access)
    {
        Process = process;
        Descriptor = descriptor;
        Access = access;
    }

    /// <summary>Pid.</summary>
    public int Id => Process.Id;

    /// <summary>Name of the process.</summary>
    public string ProcessName => Process.ProcessName;

    /// <summary>Start of the process in clock ticks since boot: with the pid, what tells it from every other.</summary>
    public long StartTicks => Process.StartTicks;

    /// <summary>Whether its pid is that by which this machine's calls know it, so that it can be acted on.</summary>
    public bool IsLocal => Process.IsLocal;

    /// <summary>The descriptor's number.</summary>
    public int Descriptor { get; }

    /// <summary>What it was opened for; null where that is unknown, so that it may be either end.</summary>
    public DescriptorAccess? Access { get; }

    /// <summary>Bytes per second that the process reads, from this pipe and all else; null without a sample before.</summary>
    public double? ReadRate => Process.IoReadCharsRate;

    /// <summary>Bytes per second that the process writes, to this pipe and all else; null without a sample before.</summary>
    public double? WriteRate => Process.IoWriteCharsRate;

    /// <summary>The kernel function that the process waits in: a name with pipe_write tells that it waits for room in a pipe, one with
    /// pipe_read that it waits for data. Null where not readable, or not wanted.</summary>
    public string? WaitChannel => Process.WaitChannel;

    /// <summary>Which data sets the kernel refused for the process: of IO, why the rates are null.</summary>
    public ProcessDataSets Denied => Process.Denied;

    /// <summary>The process, as the sample saw it.</summary>
    public ProcessSample Process { get; }

    /// <summary>Name, pid and descriptor.</summary>
    public override string ToString() => $"{Process} {Descriptor}";
}
