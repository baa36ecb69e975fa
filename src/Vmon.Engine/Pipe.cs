using Vmon.Fields;
using Vmon.Parsing.Processes;

namespace Vmon;

/// <summary>
/// One pipe or FIFO in one sample, with the processes at both ends. Immutable. The kernel does not report how full a pipe is; the rates and
/// wait channels of its processes show whether it is stuck or slow.
/// </summary>
public sealed class Pipe
{
    internal Pipe(PipeIdentity identity, string name, string? path, IReadOnlyList<PipeEnd> ends, bool isComplete, bool isNew)
    {
        Identity = identity;
        Name = name;
        Path = path;
        Ends = new ValueList<PipeEnd>([.. ends]);
        Readers = new ValueList<PipeEnd>([.. ends.Where(end => end.Access?.HasFlag(DescriptorAccess.Read) == true)]);
        Writers = new ValueList<PipeEnd>([.. ends.Where(end => end.Access?.HasFlag(DescriptorAccess.Write) == true)]);
        IsComplete = isComplete;
        IsFirstSample = isNew;
        if (ends.All(end => end.Access is not null))
            MissingEnds = (Readers.Count == 0 ? PipeEnds.Reader : PipeEnds.None) | (Writers.Count == 0 ? PipeEnds.Writer : PipeEnds.None);
    }

    /// <summary>pipe:[inode], or the path of a FIFO.</summary>
    [Field("fd")]
    public string Name { get; }

    /// <summary>Path of a FIFO. Null for an unnamed pipe.</summary>
    [Field("fd")]
    public string? Path { get; }

    /// <summary>Inode number.</summary>
    [Field("fd")]
    public ulong Inode => Identity.Inode;

    /// <summary>Identity of the pipe.</summary>
    [Field("fd", IsSerialized = false)]
    public PipeIdentity Identity { get; }

    /// <summary>Descriptors that can read from the pipe. A descriptor open for both is in Readers and Writers.</summary>
    [Field("fd")]
    public IReadOnlyList<PipeEnd> Readers { get; }

    /// <summary>Descriptors that can write to the pipe.</summary>
    [Field("fd")]
    public IReadOnlyList<PipeEnd> Writers { get; }

    /// <summary>All descriptors of the pipe, including those with unknown access.</summary>
    [Field("fd", IsSerialized = false)]
    public IReadOnlyList<PipeEnd> Ends { get; }

    /// <summary>Ends that no readable process holds. Null if the access of a descriptor is unknown.</summary>
    [Field]
    public PipeEnds? MissingEnds { get; }

    /// <summary>
    /// A missing end, or a process that waits at an end. Null if a process that could not be read may hold the missing end, or if the wait channel of
    /// a process at an end is unknown. If the pipe is the standard input or output of a process, other descriptors are copies and do not count.
    /// </summary>
    [Field]
    public PipeState? State => MissingEnds switch
    {
        null => null,
        PipeEnds.None => Waiting(
            Used(Writers, end => end.Descriptor is 1 or 2), "pipe_write", PipeState.WriterBlocked, Waiting(
                Used(Readers, end => end.Descriptor == 0), "pipe_read", PipeState.ReaderWaiting, PipeState.Open)),
        _ when !IsComplete => null,
        PipeEnds missing => missing.HasFlag(PipeEnds.Reader) ? PipeState.NoReader : PipeState.NoWriter,
    };

    /// <summary>
    /// Whether the descriptors of every process on the machine could be read. If not, another process may hold a missing end. Always false
    /// in a container (PID namespace), which cannot see processes outside.
    /// </summary>
    [Field]
    public bool IsComplete { get; }

    /// <summary>Whether this is the first sample of the pipe in the watch.</summary>
    [Field]
    public bool IsFirstSample { get; }

    /// <summary>Bytes per second that its readers read from all sources: an upper bound for this pipe. Null if unknown.</summary>
    [Field(IoField.rchar, Unit = "bytes/s", OfInterval = true)]
    public double? ReadRate => Sum(Readers, end => end.ReadRate);

    /// <summary>Bytes per second that its writers write to all targets: an upper bound for this pipe. Null if unknown.</summary>
    [Field(IoField.wchar, Unit = "bytes/s", OfInterval = true)]
    public double? WriteRate => Sum(Writers, end => end.WriteRate);

    /// <summary>
    /// Stages of the pipeline that contains the pipe, first to last, joined from standard output to standard input as in a | b | c. A pipe
    /// between other descriptors is a pipeline of its own. An end without a visible process is also a stage.
    /// </summary>
    [Field]
    public IReadOnlyList<string> Stages { get; internal set; } = [];

    /// <summary>Index of the stage that writes to the pipe; the next stage reads from it.</summary>
    [Field]
    public int Position { get; internal set; }

    /// <summary>The pipeline on one line, such as "yes (12) → sort (13) → head (14)".</summary>
    [Field]
    public string Chain => string.Join(" → ", Stages);

    /// <summary>Name, writers and readers.</summary>
    public override string ToString() => $"{Name}: {Chain}";

    private static PipeEnd[] Used(IReadOnlyList<PipeEnd> ends, Func<PipeEnd, bool> isStandard) =>
        ends.Any(isStandard) ? [.. ends.Where(isStandard)] : [.. ends];

    private static PipeState? Waiting(PipeEnd[] ends, string function, PipeState state, PipeState? otherwise) =>
        ends.Any(end => end.WaitChannel?.Contains(function, StringComparison.Ordinal) == true) ? state
        : ends.Any(end => end.WaitChannel is null) ? null
        : otherwise;

    // An unknown rate makes the sum unknown: it would no longer be an upper bound.
    private static double? Sum(IReadOnlyList<PipeEnd> ends, Func<PipeEnd, double?> rate)
    {
        double? sum = ends.Count == 0 ? null : 0;
        foreach (PipeEnd end in ends.DistinctBy(end => end.Id)) sum += rate(end);
        return sum;
    }
}
