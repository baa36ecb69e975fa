using Vmon.Kernel.Files;
using Vmon.Parsing;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;

namespace Vmon.Sources.Files;

/// <summary>
/// When one watch reads open files in a pass of the kernel: over all processes if most of them are read, over one process if it has many. It counts what /proc costs
/// and takes a pass once that is cheaper.
/// </summary>
/// <param name="program">The program of the session.</param>
/// <param name="readsAll">Whether the first sample is expected to read the files of all processes.</param>
/// <param name="most">Bytes that a pass takes at most. /proc is read for the others.</param>
internal sealed class FilePasses(SharedProgram<FileIterator> program, bool readsAll, int most = FilePass.Most)
{
    // Descriptors that take longer to read from /proc than from a pass by the time of loading the program.
    private const int WorthLoading = 8000;

    // To open and list the directory of a process takes as long as to read so many links, and to begin a pass over one process as many again.
    private const int Listing = 4;
    private const int WorthPassOfProcess = 24;

    // Descriptors in a pass for the time of one in /proc.
    private const int Gain = 4;
    private const int SamplesUntilRetry = 64;

    private readonly FilePass _pass = new(most);
    private FileIterator? _iterator;
    private bool _isRefused;
    private long _sample;
    private long _notBefore;
    private bool _hasWhole;
    private bool _isWholeCut;
    private int _total;
    private long _read;
    private long _readNow;
    private long _readThen;

    /// <summary>Number of processes whose descriptors came from a pass in the last sample.</summary>
    internal int ProcessCount { get; private set; }

    /// <summary>Gets the descriptors of a process from a pass. False if /proc is cheaper, or if the pass does not have the process.</summary>
    /// <param name="stat">The process.</param>
    /// <param name="expected">Number of descriptors that it is expected to have.</param>
    /// <param name="context">What all work with.</param>
    /// <param name="run">The descriptors. None for a kernel thread.</param>
    internal bool TryGet(in ProcStat stat, int expected, SamplingContext context, out FileRun run)
    {
        BeginSample(context);
        if (!_hasWhole && IsWholeDue(context)) ReadWhole(context);
        if (TryFind(stat.Id, stat.StartTime, context, out run)) return true;
        if (_hasWhole && !_isWholeCut) return stat.IsOfKernel == true;
        return expected >= WorthPassOfProcess && _pass.MayHold(expected) && TryOpen(expected) && _iterator!.CanSelect
            && _pass.TryRead(_iterator, stat.Id, context.State.Cancellation) && TryFind(stat.Id, stat.StartTime, context, out run);
    }

    /// <summary>Gets the descriptors of a process in the last sample. False if they are of no pass.</summary>
    internal bool TryFind(int process, long startTicks, SamplingContext context, out FileRun run)
    {
        run = default;
        return _sample == context.SampleNumber && _pass.TryGet(process, out run) && run.StartTime / context.Host.Machine.TickLength == startTicks;
    }

    /// <summary>The records of a process.</summary>
    internal FileRecords this[FileRun run] => run.Count == 0 ? default : _pass[run];

    /// <summary>Reports how many descriptors of a process were read, and whether from a pass.</summary>
    internal void NoteRead(int count, bool isPassed)
    {
        if (isPassed) ProcessCount++;
        _readNow += count + Listing;
        _read += count + Listing;
    }

    private void BeginSample(SamplingContext context)
    {
        if (_sample == context.SampleNumber) return;
        _sample = context.SampleNumber;
        (_readThen, _readNow) = (_readNow, 0);
        _pass.Clear();
        _hasWhole = false;
        ProcessCount = 0;
    }

    private bool IsWholeDue(SamplingContext context)
    {
        if (_isRefused || _sample < _notBefore) return false;
        if (_total == 0) _total = Math.Max(1, OpenFilesOfMachine(context));
        long expected = _sample == 1 && readsAll ? _total : Math.Max(_readNow, _readThen);
        return Gain * expected >= _total && TryOpen(expected);
    }

    private void ReadWhole(SamplingContext context)
    {
        _pass.Clear();
        _hasWhole = _pass.TryRead(_iterator!, process: 0, context.State.Cancellation);
        _isWholeCut = _pass.IsCut;
        if (_hasWhole && !_isWholeCut) _total = _pass.Count;
        else _notBefore = _sample + SamplesUntilRetry;
    }

    private bool TryOpen(long expected)
    {
        if (_iterator is not null) return true;
        if (_isRefused || (!program.IsOpen && _read + expected < WorthLoading)) return false;
        _iterator = program.Open();
        _isRefused = _iterator is null;
        return !_isRefused;
    }

    // 13952	0	9223372036854775807      allocated, unused, maximum. An estimate: mapped files are included, and a file of several descriptors counts once.
    private static int OpenFilesOfMachine(SamplingContext context)
    {
        if (context.Root.Read("sys/fs/file-nr\0"u8, context.Buffer, out int length) != ReadStatus.Ok) return 0;
        ByteReader reader = new(context.Buffer.First(length));
        return reader.Number();
    }
}
