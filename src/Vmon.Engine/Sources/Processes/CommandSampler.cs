using Vmon.Native;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;

namespace Vmon.Sources.Processes;

/// <summary>
/// Executable and command line. Read after an exec or a rename. A process can rewrite its title undetected, so the command line is also read again at times. A
/// missing value of an exiting process does not replace a known one.
/// </summary>
internal struct CommandSampler()
{
    // More than any exec accepts (6 MB); a process can claim gigabytes.
    private const int LongestCommandLine = 8 * 1024 * 1024;

    // Without an exec, it changes only if the file is moved or deleted.
    private const int PathEvery = 4 * SamplingContext.RestAtMost;

    private long _readIn;
    private long _pathReadIn;
    private bool _hasFailed;
    private bool _mayDiffer;

    internal ProcessCommand Command { get; set; } = ProcessCommand.Unknown;

    /// <summary>Number of the sample in which the executable last changed, or of the first reading.</summary>
    internal long PathChangedIn { get; private set; }

    /// <summary>Number of the sample in which the command line last changed, or of the first reading.</summary>
    internal long ArgumentsChangedIn { get; private set; }

    /// <summary>Reads the executable, and queues the command line if it is due.</summary>
    /// <param name="directory">Its directory below /proc.</param>
    /// <param name="stat">Its stat of this sample.</param>
    /// <param name="changedIn">Number of the sample in which its program last changed; 0 for never.</param>
    /// <param name="hasRun">Whether it may have run since the previous sample.</param>
    /// <param name="caller">Who gets the command line, to <see cref="Accept"/> it.</param>
    /// <param name="context">That of its watch.</param>
    internal void Sample(ref ProcDirectory directory, in ProcStat stat, long changedIn, bool hasRun, IGuardedCaller caller, SamplingContext context)
    {
        bool isFirst = Command.ArgumentsStatus == ReadStatus.NotRead;
        bool isSame = !isFirst && !_hasFailed && changedIn <= _readIn;
        bool isPathDue = !isSame || context.SampleNumber - _pathReadIn > PathEvery + (stat.Id % PathEvery);
        bool isDue = hasRun ? context.IsRestOver(stat.Id) : _mayDiffer;
        _mayDiffer = hasRun;
        if (!isPathDue && !isDue) return;

        _readIn = context.SampleNumber;
        _hasFailed = _mayDiffer = false;
        if (!isFirst && !directory.IsThread && stat.State is ProcessState.Zombie or ProcessState.Dead) return;
        if (isPathDue) ReadPath(ref directory, context);
        ReadStatus status = directory.Open("cmdline\0"u8, isDirectory: false, out int descriptor);
        if (status == ReadStatus.Ok) context.ReadGuarded(caller, descriptor, LongestCommandLine);
        else _ = Accept(status, []);
    }

    /// <summary>The command line, or the reason why there is none. A failed read is retried by the next sample.</summary>
    /// <returns>How long it is, where it is another than before.</returns>
    internal int Accept(ReadStatus status, ReadOnlySpan<byte> read)
    {
        _hasFailed |= status is ReadStatus.Exhausted or ReadStatus.Failed;
        byte[] arguments = Keep(Command.CommandLineBytes, ref status, read);
        if (ReferenceEquals(arguments, Command.CommandLineBytes) && status == Command.ArgumentsStatus) return 0;
        ArgumentsChangedIn = _readIn;

        // A whole one ends with NUL, as a rule.
        bool isTruncated = arguments is { Length: GuardedReader.Short or LongestCommandLine } && arguments[^1] != 0;
        Command = Command.WithArguments(arguments, status, isTruncated);
        return arguments.Length;
    }

    /// <summary>Uses what an exec reported, unless the files had it.</summary>
    internal void Complete(byte[]? path, byte[]? words, bool isTruncated)
    {
        if (Command.CommandLineBytes.Length == 0) Command = ProcessCommand.Of(path, words, isTruncated);
    }

    /// <summary>Accepts what a recording has.</summary>
    internal void Restore(ProcessCommand command, long sample)
    {
        if (!command.PathBytes.AsSpan().SequenceEqual(Command.PathBytes) || command.PathStatus != Command.PathStatus || command.IsDeleted != Command.IsDeleted) PathChangedIn = sample;
        if (!command.CommandLineBytes.AsSpan().SequenceEqual(Command.CommandLineBytes) || command.ArgumentsStatus != Command.ArgumentsStatus) ArgumentsChangedIn = sample;
        Command = command;
    }

    private void ReadPath(ref ProcDirectory directory, SamplingContext context)
    {
        _pathReadIn = context.SampleNumber;
        ReadStatus status = directory.ReadLink("exe\0"u8, context.Buffer, out int length);
        _hasFailed |= status is ReadStatus.Exhausted or ReadStatus.Failed;
        ReadOnlySpan<byte> link = context.Buffer.First(length);
        bool? isDeleted = status == ReadStatus.Ok ? IsDeleted(link, ref directory, context) : Command.IsDeleted;
        byte[] path = Keep(Command.PathBytes, ref status, link);
        if (ReferenceEquals(path, Command.PathBytes) && status == Command.PathStatus && isDeleted == Command.IsDeleted) return;
        PathChangedIn = _readIn;
        Command = Command.WithPath(path, status, path.Length > 0 ? isDeleted : null);
    }

    // A program can be named "something (deleted)", and losing one of several names also adds the suffix: only a file without any name is deleted
    // with certainty. The path itself may be in another mount namespace, or block on a network file system.
    private static bool? IsDeleted(ReadOnlySpan<byte> link, ref ProcDirectory directory, SamplingContext context)
    {
        if (!link.EndsWith(ProcessCommand.Deleted)) return false;
        bool isKnown = context.Root.IsLive && directory.OfTarget("exe\0"u8, out StatX file) == ReadStatus.Ok && file.LinkCount == 0;
        return isKnown ? true : null;
    }

    /// <summary>A missing value does not replace a known one. A denied value does, because an exec may have changed it.</summary>
    private static byte[] Keep(byte[] known, ref ReadStatus status, ReadOnlySpan<byte> read)
    {
        if (status == ReadStatus.Denied) return [];
        if (status == ReadStatus.Ok && !read.IsEmpty && !read.SequenceEqual(known)) return read.ToArray();
        if (known.Length > 0) status = ReadStatus.Ok;
        return known;
    }
}
