using System.Diagnostics;
using Vmon.Native;
using Vmon.Recording.Files;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Recording.Files;

/// <summary>Input/output errors: a part of a file cannot be read, and calls that write fail.</summary>
public sealed class BadDiskTests : IDisposable
{
    private const int Frames = 3000;
    private const string Reason = "Input/output error";

    // "open", with which names of journals begin.
    private const uint Open = 0x6e65706f;

    private static readonly int Page = Environment.SystemPageSize;

    private readonly TemporaryDirectory _directory = new();
    private readonly NumberedFrames _frames = new();

    private string Recording => _directory.Combine("recording");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Bad_page_of_a_segment_costs_only_the_blocks_that_are_on_it()
    {
        _frames.Record(Recording, 0, Frames);
        string file = Assert.Single(Directory.GetFiles(Recording, "*.vmon"));
        Dictionary<BlockInfo, List<int>> blocks = ReadBlocks();
        for (long bad = 0; bad < new FileInfo(file).Length; bad += Page)
        {
            List<int> read = [];
            IReadOnlyList<string> warnings = [];
            OnBadPage(bad, () => read = NumberedFrames.ReadAll(Recording, out warnings));
            Assert.Equal(blocks.Where(block => !IsOn(bad, block.Key)).SelectMany(block => block.Value), read);
            Assert.Contains(warnings, warning => warning.Contains(Path.GetFileName(file), StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Recorder_deletes_nothing_that_it_cannot_read_when_it_starts()
    {
        string original = _directory.Combine("original");
        _frames.Record(original, 0, Frames);
        string file = Assert.Single(Directory.GetFiles(original, "*.vmon"));
        for (long bad = 0; bad < new FileInfo(file).Length; bad += Page)
        {
            _ = Directory.CreateDirectory(Recording);
            File.Copy(file, Path.Combine(Recording, Path.GetFileName(file)));
            OnBadPage(bad, () => _frames.Record(Recording, Frames, Frames + 1));
            Assert.Equal(Enumerable.Range(0, Frames + 1), NumberedFrames.ReadAll(Recording, out IReadOnlyList<string> warnings).Order());
            Assert.Empty(warnings);
            Directory.Delete(Recording, recursive: true);
        }
    }

    [Fact]
    public void Journal_is_read_up_to_a_bad_page()
    {
        const int wholeLength = 20_000;
        NumberedFrames large = new(wholeLength);
        using RecordingStore store = RecordingStore.Open(new StoreOptions { Path = Recording });
        for (int number = 0; number < 700; number++) Assert.Equal(AppendStatus.Ok, large.Append(store, number));
        string file = Assert.Single(Directory.GetFiles(Recording, "open-*"));
        int bad = 2 * (wholeLength / Page) * Page;
        int whole = FramesBefore(File.ReadAllBytes(file), bad);
        List<int> read = [];
        IReadOnlyList<string> warnings = [];
        OnBadPage(bad, () => read = NumberedFrames.ReadAll(Recording, out warnings));
        Assert.InRange(whole, 2, 699);
        Assert.Equal(Enumerable.Range(0, whole), read);
        string warning = Assert.Single(warnings);
        Assert.Contains(Path.GetFileName(file), warning, StringComparison.Ordinal);
        Assert.Contains(Reason, warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Journal_that_cannot_be_opened_is_not_replaced()
    {
        LeaveJournal(100);
        Fail(SystemCall.OpenAt, IsJournalThatExists, () => _frames.Record(Recording, 100, 110));
        Assert.Equal(Enumerable.Range(0, 110), NumberedFrames.ReadAll(Recording, out _));
        _frames.Record(Recording, 110, 111);
        Assert.Equal(Enumerable.Range(0, 111), NumberedFrames.ReadAll(Recording, out IReadOnlyList<string> warnings));
        Assert.Empty(warnings);
        Assert.Empty(Directory.GetFiles(Recording, "open-*"));
    }

    [Fact]
    public void Directory_that_cannot_be_listed_is_no_empty_recording()
    {
        _frames.Record(Recording, 0, 10);
        foreach (Action open in (Action[])[() => NumberedFrames.ReadAll(Recording, out _), () => _frames.Record(Recording, 10, 11)])
        {
            string? message = null;
            Fail(SystemCall.GetDents, static _ => true, () => message = Assert.Throws<RecordingException>(open).Message);
            Assert.Contains(Reason, message, StringComparison.Ordinal);
        }

        Assert.Equal(Enumerable.Range(0, 10), NumberedFrames.ReadAll(Recording, out _));
    }

    [Fact]
    public void Block_that_is_not_on_the_disk_keeps_its_journal()
    {
        bool isBad = true;
        Errno Sync(StoreFile file) => isBad && !FileNames.IsJournal(file.Name) ? Errno.EIO : file.Sync();
        using (RecordingStore store = RecordingStore.Open(new StoreOptions { Path = Recording, Sync = Sync }))
        {
            List<int> kept = [.. Enumerable.Range(0, 1000).Where(number => _frames.Append(store, number) == AppendStatus.Ok)];
            Assert.Contains(Reason, store.LastError, StringComparison.Ordinal);
            Assert.Equal(1000 - kept.Count, store.LostFrameCount);
            Assert.InRange(kept.Count, 100, 999);
            Assert.All(ReadBlocks().Keys, block => Assert.True(block.IsOpen));
            Assert.Empty(Directory.GetFiles(Recording, "2*.vmon"));
            Assert.Equal(kept, NumberedFrames.ReadAll(Recording, out _));
            isBad = false;
            WaitUntil.True(() => _frames.Append(store, 1000) == AppendStatus.Ok);
            WaitUntil.True(() => Directory.GetFiles(Recording, "open-*").Length == 1);
            Assert.Null(store.LastError);
            Assert.Equal([.. kept, 1000], NumberedFrames.ReadAll(Recording, out _));
        }
    }

    [Fact]
    public void Journal_whose_frames_may_not_be_on_the_disk_becomes_a_block()
    {
        bool isBad = true;
        Errno Sync(StoreFile file) => isBad && FileNames.IsJournal(file.Name) ? Errno.EIO : file.Sync();
        using RecordingStore store = RecordingStore.Open(new StoreOptions { Path = Recording, Sync = Sync, SyncEvery = TimeSpan.Zero });
        Assert.Equal(AppendStatus.Ok, _frames.Append(store, 0));
        WaitUntil.True(() => store.LastError?.Contains(Reason, StringComparison.Ordinal) == true);
        isBad = false;
        Assert.True(store.NeedsWhole);
        Assert.Equal(AppendStatus.Ok, _frames.Append(store, 1));
        WaitUntil.True(() => Directory.GetFiles(Recording, "open-*").Length == 1);
        Assert.Equal([[0], [1]], ReadBlocks().Values);
    }

    // Which calls of a thread fail: those from one on, or every seventh from there. The runtime opens files too.
    [Theory]
    [InlineData("pwrite64", "3+7")]
    [InlineData("fdatasync", "3+7")]
    [InlineData("fsync", "1+7")]
    [InlineData("openat", "20+7")]
    [InlineData("/^rename", "3+7")]
    [InlineData("unlinkat", "3+7")]
    [InlineData("unlinkat", "1+")]
    public void Failing_calls_cost_only_frames_that_were_not_confirmed(string call, string when)
    {
        const int count = 2000;
        string[] only = call == "openat" ? ["-P", Recording] : [];
        List<int> confirmed = RecordTraced(0, count, [.. only, "-e", $"trace={call}", "-e", $"inject={call}:error=EIO:when={when}"]);
        Assert.Equal(confirmed, NumberedFrames.ReadAll(Recording, out IReadOnlyList<string> warnings));
        Assert.DoesNotContain(warnings, warning => warning.Contains("damaged", StringComparison.Ordinal));
        Assert.InRange(confirmed[^1], count - 50, count - 1);
        Assert.Empty(Directory.GetFiles(Recording, "*.new"));
    }

    [Theory]
    [InlineData("1..3", true)]
    [InlineData("1+", false)]
    public void Journal_that_cannot_be_read_does_not_stop_the_recorder(string when, bool isKept)
    {
        LeaveJournal(100);
        List<int> left = Assert.Single(ReadBlocks(), block => block.Key.IsOpen).Value;
        string journal = Assert.Single(Directory.GetFiles(Recording, "open-*"));
        List<int> confirmed = RecordTraced(100, 500, ["-P", journal, "-e", "trace=pread64", "-e", $"inject=pread64:error=EIO:when={when}"]);
        Assert.Equal([.. Enumerable.Range(0, 100).Except(isKept ? [] : left), .. confirmed], NumberedFrames.ReadAll(Recording, out _).Order());
        Assert.Equal(599, confirmed[^1]);
    }

    // What a recorder that was killed leaves, with the blocks of an earlier one.
    private void LeaveJournal(int frames)
    {
        string original = _directory.Combine("original");
        using RecordingStore store = RecordingStore.Open(new StoreOptions { Path = original });
        for (int number = 0; number < frames; number++) _ = _frames.Append(store, number);
        WaitUntil.True(() => Directory.GetFiles(original, "open-*").Length == 1);
        _ = Directory.CreateDirectory(Recording);
        foreach (string file in Directory.GetFiles(original, "*.vmon")) File.Copy(file, Path.Combine(Recording, Path.GetFileName(file)));
    }

    private Dictionary<BlockInfo, List<int>> ReadBlocks()
    {
        using RecordingDirectory recording = RecordingDirectory.Open(Recording);
        return recording.Blocks.ToDictionary(block => block, block => NumberedFrames.Numbers(recording.Read(block)!));
    }

    private static int FramesBefore(byte[] journal, int end)
    {
        int frames = 0;
        for (int at = Journal.HeaderLength; FrameBuffer.TryRead(journal.AsSpan(at), out _, out int length, out _); frames++)
        {
            at += FrameBuffer.HeaderLength + length;
            if (at > end) return frames;
        }

        return frames;
    }

    private static bool IsOn(long page, BlockInfo block) => block.Offset < page + Page && block.Offset + BlockHeader.Length + block.StoredLength > page;

    private static unsafe bool IsJournalThatExists(CallArguments arguments) =>
        ((int)arguments.Third & Libc.Create) == 0 && *(uint*)arguments.Second == Open;

    private static void OnBadPage(long page, Action action) =>
        Fail(SystemCall.PRead, arguments => (long)arguments.Fourth < page + Page && (long)(arguments.Fourth + arguments.Third) > page, action);

    private static void Fail(SystemCall call, Predicate<CallArguments> isFailing, Action action)
    {
        // Compiled before, because the thread that decides must not wait for the runtime.
        _ = isFailing(new CallArguments(0, 0, Libc.Create, 0));
        FaultyThread.Run(call, arguments => isFailing(arguments) ? Errno.EIO : Errno.None, action);
    }

    // Returns the frames that the recorder confirmed.
    private List<int> RecordTraced(int from, int count, string[] faults)
    {
        ProcessStartInfo start = new(Tool.Find("strace"), ["-f", "-qq", "-o", "/dev/null", .. faults, Repository.Recorder, "record", Recording, $"{from}", $"{count}"]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        List<int> confirmed = [];
        byte[] number = new byte[sizeof(int)];
        while (process.StandardOutput.BaseStream.ReadAtLeast(number, number.Length, throwOnEndOfStream: false) == number.Length) confirmed.Add(BitConverter.ToInt32(number));
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return confirmed;
    }
}
