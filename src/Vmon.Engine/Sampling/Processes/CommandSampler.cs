using Vmon.Native;
using Vmon.Parsing;
using Vmon.Proc;

namespace Vmon.Sampling;

/// <summary>
/// Executable and command line: read when an exec or a rename shows in stat, and when a refresh is due, because
/// a process may rewrite its title unseen. What an exiting process no longer has does not replace what it had.
/// </summary>
internal struct CommandSampler()
{
    // More than any exec takes (6 MB); a process may claim gigabytes.
    private const int LongestCommandLine = 8 * 1024 * 1024;

    private ulong _stackStart;
    private long _readIn;
    private ReadingThread? _stuck;

    internal ProcessCommand Command { get; private set; } = ProcessCommand.Unknown;

    /// <summary>The number of the sample in which the executable last changed; that of the first reading at the earliest.</summary>
    internal long PathChangedIn { get; private set; }

    /// <summary>The number of the sample in which the command line last changed; that of the first reading at the earliest.</summary>
    internal long ArgumentsChangedIn { get; private set; }

    /// <param name="directory">Its directory below /proc.</param>
    /// <param name="stat">Its stat of this sample.</param>
    /// <param name="renamedIn">The number of the sample in which its name last changed; 0 for never.</param>
    /// <param name="context">That of its watch.</param>
    internal void Sample(ref ProcDirectory directory, in ProcStat stat, long renamedIn, SamplingContext context)
    {
        bool isFirst = Command.ArgumentsStatus == ReadStatus.NotRead;
        if (!isFirst && !context.IsRefreshDue(stat.Id) && _stackStart == stat.StackStart && renamedIn <= _readIn) return;

        if ((isFirst || stat.State is not (ProcessState.Zombie or ProcessState.Dead)) && !Read(ref directory, stat, context)) return;
        _stackStart = stat.StackStart;
        _readIn = context.SampleNumber;
    }

    // False where it must be tried again by the next sample.
    private bool Read(ref ProcDirectory directory, in ProcStat stat, SamplingContext context)
    {
        ReadStatus pathStatus = directory.ReadLink("exe\0"u8, context.Buffer, out int length);
        bool isRead = pathStatus is not (ReadStatus.Exhausted or ReadStatus.Failed);
        byte[] path = Keep(Command.PathBytes, ref pathStatus, context.Buffer.First(length));

        ReadStatus argumentsStatus = directory.Open("cmdline\0"u8, isDirectory: false, out int descriptor);
        ReadOnlySpan<byte> read = default;
        bool mayBlock = stat.ThreadCount > 1 || stat.State == ProcessState.DiskSleep;
        if (argumentsStatus == ReadStatus.Ok) argumentsStatus = ReadArguments(descriptor, mayBlock, context, out read);
        isRead &= argumentsStatus is not (ReadStatus.Exhausted or ReadStatus.Failed);
        byte[] arguments = Keep(Command.CommandLineBytes, ref argumentsStatus, read);

        bool isPathSame = ReferenceEquals(path, Command.PathBytes) && pathStatus == Command.PathStatus;
        bool areArgumentsSame = ReferenceEquals(arguments, Command.CommandLineBytes) && argumentsStatus == Command.ArgumentsStatus;
        if (isPathSame && areArgumentsSame) return isRead;

        if (!isPathSame) PathChangedIn = context.SampleNumber;
        if (!areArgumentsSame) ArgumentsChangedIn = context.SampleNumber;
        Command = new ProcessCommand
        {
            PathBytes = path,
            CommandLineBytes = arguments,
            PathStatus = pathStatus,
            ArgumentsStatus = argumentsStatus,
        };
        return isRead;
    }

    // The kernel takes the process's lock of its memory for it. One that keeps its lock, which takes two threads of that memory, of which one
    // sleeps uninterruptibly, would keep us as well.
    private ReadStatus ReadArguments(int descriptor, bool mayBlock, SamplingContext context, out ReadOnlySpan<byte> read)
    {
        if (mayBlock)
            return context.Guard.ReadAndClose(descriptor, LongestCommandLine, ref _stuck, out read);

        ReadStatus status = ProcFile.ReadUpTo(LongestCommandLine, descriptor, context.Buffer, out int length);
        _ = Libc.Close(descriptor);
        read = context.Buffer.First(length);
        return status;
    }

    /// <summary>What there is no longer does not replace what was known. What is refused does: an exec may have changed it.</summary>
    private static byte[] Keep(byte[] known, ref ReadStatus status, ReadOnlySpan<byte> read)
    {
        if (status == ReadStatus.Denied) return [];
        if (status == ReadStatus.Ok && !read.IsEmpty && !read.SequenceEqual(known)) return read.ToArray();
        if (known.Length > 0) status = ReadStatus.Ok;
        return known;
    }
}
