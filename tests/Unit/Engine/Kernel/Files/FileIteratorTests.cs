using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Vmon.Kernel.Files;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Kernel.Files;

[Collection(nameof(DescriptorTests))]
public sealed class FileIteratorTests : IDisposable
{
    private readonly FileIterator? _iterator = FileIterator.TryOpen();

    public void Dispose() => _iterator?.Dispose();

    [Fact]
    public void Pass_over_all_processes_has_the_descriptors_of_each_once_in_ascending_order()
    {
        using DescriptorZoo zoo = new(more: 3000);
        FilePass pass = new();
        Assert.True(pass.TryRead(Iterator(), process: 0, CancellationToken.None));
        Assert.False(pass.IsCut);
        int[] expected = [.. Directory.GetFileSystemEntries($"/proc/{zoo.Id}/fd").Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture)).Order()];
        Assert.Equal(expected, Descriptors(pass, zoo.Id));
    }

    [Fact]
    public void Pass_over_one_process_is_added_to_those_over_others()
    {
        Assert.SkipUnless(Iterator().CanSelect, "The kernel cannot restrict a pass to one process (6.1).");
        using DescriptorZoo zoo = new();
        FilePass whole = new();
        FilePass pass = new();
        Assert.True(whole.TryRead(Iterator(), process: 0, CancellationToken.None));
        Assert.True(pass.TryRead(Iterator(), Environment.ProcessId, CancellationToken.None));
        Assert.True(pass.TryRead(Iterator(), zoo.Id, CancellationToken.None));
        Assert.Equal(Descriptors(whole, zoo.Id), Descriptors(pass, zoo.Id));
        Assert.True(pass.TryGet(Environment.ProcessId, out FileRun own));
        Assert.True(pass.TryGet(zoo.Id, out FileRun other));
        Assert.Equal(own.Count + other.Count, pass.Count);
    }

    [Fact]
    public void Pass_of_a_limited_size_is_cut_and_has_only_complete_processes()
    {
        FilePass whole = new();
        FilePass cut = new(most: 2 * FileIterator.Chunk);
        using DescriptorZoo zoo = new(more: 3000);
        Assert.True(whole.TryRead(Iterator(), process: 0, CancellationToken.None));
        Assert.True(cut.TryRead(Iterator(), process: 0, CancellationToken.None));
        Assert.True(cut.IsCut);
        Assert.InRange(cut.Count, 0, whole.Count - 1);
        Assert.False(cut.TryGet(zoo.Id, out _));
        if (!Iterator().CanSelect) return;
        cut.Clear();
        Assert.True(cut.TryRead(Iterator(), zoo.Id, CancellationToken.None));
        Assert.Equal((true, false, 0), (cut.IsCut, cut.TryGet(zoo.Id, out _), cut.Count));
    }

    [Fact]
    public void Cancelled_pass_knows_nothing()
    {
        FilePass pass = new();
        Assert.False(pass.TryRead(Iterator(), process: 0, new CancellationToken(canceled: true)));
        Assert.Equal((0, false), (pass.Count, pass.TryGet(Environment.ProcessId, out _)));
    }

    [Fact]
    public void Passes_on_several_threads_do_not_mix_their_records()
    {
        using DescriptorZoo zoo = new(more: 3000);
        FileIterator iterator = Iterator();
        string expected = Texts(iterator, zoo.Id);
        Parallel.For(0, 64, _ => Assert.Equal(expected, Texts(iterator, zoo.Id)));
    }

    [Fact]
    public void Table_of_processes_is_the_same_if_they_share_it()
    {
        const string Script =
            """
            import ctypes, signal, sys
            stacks = [ctypes.create_string_buffer(16384) for _ in range(2)]; libc = ctypes.CDLL(None)
            tops = [ctypes.addressof(stack) + 16384 & ~15 for stack in stacks]
            print(*[libc.clone(ctypes.cast(libc.pause, ctypes.c_void_p), ctypes.c_void_p(top), flags | 0x100 | signal.SIGCHLD, None) for top, flags in zip(tops, [0x400, 0])], flush=True)
            sys.stdin.readline()
            """;
        using PythonProcess python = new(Script);
        int[] clones = [.. python.ReadLine().Split(' ').Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
        FilePass pass = new();
        Assert.True(pass.TryRead(Iterator(), process: 0, CancellationToken.None));
        long[] tables = [.. clones.Prepend(python.Id).Select(id => pass.TryGet(id, out FileRun run) ? run.Table : 0)];
        Assert.Equal(tables[0], tables[1]);
        Assert.NotEqual(tables[0], tables[2]);
        Assert.DoesNotContain(0, tables);
    }

    [Fact]
    public void TryOpen_returns_null_without_privileges()
    {
        _ = Iterator();
        Assert.True(UnprivilegedThread.Run(() => FileIterator.TryOpen() is null));
    }

    [Fact]
    public void Dispose_closes_all_descriptors_and_a_pass_then_fails()
    {
        _ = Iterator();
        int before = BpfDescriptors();
        FileIterator iterator = FileIterator.TryOpen()!;
        int loaded = BpfDescriptors();
        FilePass pass = new();
        for (int i = 0; i < 10; i++) Assert.True(pass.TryRead(iterator, i % 2 == 0 || !iterator.CanSelect ? 0 : Environment.ProcessId, CancellationToken.None));
        Assert.Equal(loaded, BpfDescriptors());
        iterator.Dispose();
        iterator.Dispose();
        Assert.Equal(before, BpfDescriptors());
        Assert.False(pass.TryRead(iterator, process: 0, CancellationToken.None));
        Assert.False(pass.TryRead(iterator, Environment.ProcessId, CancellationToken.None));
    }

    [Fact]
    public void TryTake_refuses_damaged_records_and_never_reads_beyond_the_bytes()
    {
        FileHead head = new() { ProcessId = 7, Descriptor = 3, TextLength = 5 };
        byte[] bytes = [.. MemoryMarshal.AsBytes(new ReadOnlySpan<FileHead>(in head)), .. "/tmp\0"u8];
        Assert.True(Take(bytes, out string text, out int rest));
        Assert.Equal(("/tmp", 0), (text, rest));
        for (int length = 0; length < bytes.Length; length++) Assert.False(Take(bytes.AsSpan(0, length), out _, out _));

        foreach (FileHead other in new[] { head with { ProcessId = 0 }, head with { Descriptor = -1 }, head with { TextLength = 6 }, head with { TextLength = short.MaxValue } })
            Assert.False(Take([.. MemoryMarshal.AsBytes(new ReadOnlySpan<FileHead>(in other)), .. "/tmp\0"u8], out _, out _));

        FileHead late = head with { TextLength = -36 };
        Assert.True(Take(MemoryMarshal.AsBytes(new ReadOnlySpan<FileHead>(in late)), out text, out rest));
        Assert.Equal(("too long", 0), (text, rest));
        FileHead pipe = head with { TextLength = 0, FileSystem = FileSystems.Pipes, Inode = ulong.MaxValue };
        Assert.True(Take(MemoryMarshal.AsBytes(new ReadOnlySpan<FileHead>(in pipe)), out text, out _));
        Assert.Equal($"pipe:[{ulong.MaxValue}]", text);
        Assert.Equal(0, Unsafe.SizeOf<FileHead>() % sizeof(long));
    }

    private static bool Take(ReadOnlySpan<byte> bytes, out string text, out int rest)
    {
        bool isTaken = FileRecord.TryTake(ref bytes, out FileRecord record);
        text = isTaken && record.TryGetText(stackalloc byte[32], out ReadOnlySpan<byte> link) ? Encoding.UTF8.GetString(link) : "too long";
        rest = bytes.Length;
        return isTaken;
    }

    private static string Texts(FileIterator iterator, int process)
    {
        FilePass pass = new();
        Assert.True(pass.TryRead(iterator, process: 0, CancellationToken.None));
        Assert.True(pass.TryGet(process, out FileRun run));
        StringBuilder texts = new();
        FileRecords records = pass[run];
        Span<byte> scratch = stackalloc byte[32];
        while (records.TryNext(out FileRecord record))
        {
            Assert.True(record.TryGetText(scratch, out ReadOnlySpan<byte> text));
            texts.Append(CultureInfo.InvariantCulture, $"{record.Head.Descriptor} {record.Head.Inode} {Encoding.UTF8.GetString(text)}\n");
        }

        return texts.ToString();
    }

    private static int[] Descriptors(FilePass pass, int process)
    {
        Assert.True(pass.TryGet(process, out FileRun run));
        List<int> descriptors = [];
        FileRecords records = pass[run];
        while (records.TryNext(out FileRecord record)) descriptors.Add(record.Head.Descriptor);
        Assert.Equal(run.Count, descriptors.Count);
        return [.. descriptors];
    }

    private static int BpfDescriptors() => Directory.GetFiles("/proc/self/fd")
        .Count(file => new FileInfo(file).LinkTarget is { } target && target.Contains("bpf", StringComparison.Ordinal));

    private FileIterator Iterator()
    {
        Assert.SkipWhen(_iterator is null, "Passes over the open files are not available. They require root, BTF, the initial PID namespace and a kernel later than 5.10.");
        return _iterator;
    }
}
