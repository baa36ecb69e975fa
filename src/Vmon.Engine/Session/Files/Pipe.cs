
namespace Vmon;

/// <summary>
/// One pipe or FIFO, with the processes at both its ends, as one sample saw it. Immutable. How full it is the kernel tells to nobody but
/// its holders; the rates of the processes, and what they wait in, show a stuck or slow one.
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
    public string Name { get; }

    /// <summary>Path of a FIFO; null for a pipe, which has none.</summary>
    public string? Path { get; }

    /// <summary>Inode.</summary>
    public ulong Inode => Identity.Inode;

    /// <summary>What tells it from any other.</summary>
    public PipeIdentity Identity { get; }

    /// <summary>Who may read from it. A descriptor for both is in both lists.</summary>
    public IReadOnlyList<PipeEnd> Readers { get; }

    /// <summary>Who may write to it.</summary>
    public IReadOnlyList<PipeEnd> Writers { get; }

    /// <summary>All descriptors on it, those included whose access is unknown.</summary>
    public IReadOnlyList<PipeEnd> Ends { get; }

    /// <summary>Which ends nobody of the processes that could be read holds; null where the access of some is unknown.</summary>
    public PipeEnds? MissingEnds { get; }

    /// <summary>
    /// A missing end or a process that waits at one. Null if a missing end may be held by a process that could not be read, or if the kernel
    /// does not tell what a process at an end waits in. If the pipe is standard input or output of some, other descriptors are copies and do
    /// not count.
    /// </summary>
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
    /// Whether the descriptors of every process of the machine could be read: if not, a missing end may be held by one of the others. Never
    /// from within a container (a PID namespace), to which those outside are not shown.
    /// </summary>
    public bool IsComplete { get; }

    /// <summary>Whether this is the first sample that saw it.</summary>
    public bool IsFirstSample { get; }

    /// <summary>Bytes per second that its readers read, from this pipe and all else: no less than flows out of it. Null where unknown.</summary>
    public double? ReadRate => Sum(Readers, end => end.ReadRate);

    /// <summary>Bytes per second that its writers write, to this pipe and all else: no less than flows into it. Null where unknown.</summary>
    public double? WriteRate => Sum(Writers, end => end.WriteRate);

    /// <summary>
    /// The stages of the pipeline that it is part of, first to last: standard output leads to standard input, as a shell joins a | b | c.
    /// A pipe that joins other descriptors is a pipeline of its own. An end that nobody is seen to hold is a stage too.
    /// </summary>
    public IReadOnlyList<string> Stages { get; internal set; } = [];

    /// <summary>Where in the pipeline it is: it leads from the stage of this index to the next one.</summary>
    public int Position { get; internal set; }

    /// <summary>The pipeline in one line: "yes (12) → sort (13) → head (14)".</summary>
    public string Chain => string.Join(" → ", Stages);

    /// <summary>Name, and who writes and reads.</summary>
    public override string ToString() => $"{Name}: {Chain}";

    private static PipeEnd[] Used(IReadOnlyList<PipeEnd> ends, Func<PipeEnd, bool> isStandard) =>
        ends.Any(isStandard) ? [.. ends.Where(isStandard)] : [.. ends];

    private static PipeState? Waiting(PipeEnd[] ends, string function, PipeState state, PipeState? otherwise) =>
        ends.Any(end => end.WaitChannel?.Contains(function, StringComparison.Ordinal) == true) ? state
        : ends.Any(end => end.WaitChannel is null) ? null
        : otherwise;

    // One of them unknown makes the sum unknown: it would be less than what flows.
    private static double? Sum(IReadOnlyList<PipeEnd> ends, Func<PipeEnd, double?> rate)
    {
        double? sum = ends.Count == 0 ? null : 0;
        foreach (PipeEnd end in ends.DistinctBy(end => end.Id)) sum += rate(end);
        return sum;
    }
}
