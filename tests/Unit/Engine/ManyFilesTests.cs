using System.Globalization;
using System.Runtime.CompilerServices;
using Vmon.Model;
using Vmon.Native;
using Vmon.ProcFs;
using Vmon.Sources;
using Vmon.Sources.Files;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

/// <summary>A process with thousands of descriptors on a path of 3.7 kB, and clones that share its descriptor table.</summary>
public sealed class ManyFilesTests : IDisposable
{
    private const int Descriptors = 2000;
    private const int Clones = 6;

    private const string Script =
        """
        import ctypes, os, resource, signal, sys
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]; resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        libc = ctypes.CDLL(None); os.chdir(sys.argv[1])
        for i in range(15): os.mkdir('x' * 250); os.chdir('x' * 250)
        file = os.open('f', os.O_CREAT | os.O_RDWR)
        while len(os.listdir('/proc/self/fd')) - 1 < int(sys.argv[2]): os.dup(file)
        stacks = [ctypes.create_string_buffer(16384) for i in range(int(sys.argv[3]))]
        tops = [ctypes.addressof(stack) + 16384 & ~15 for stack in stacks]
        print(*[libc.clone(ctypes.cast(libc.pause, ctypes.c_void_p), ctypes.c_void_p(top), 0x500 | signal.SIGCHLD, None) for top in tops], flush=True)
        sys.stdin.readline()
        """;

    private readonly TemporaryDirectory _directory = new();
    private readonly PythonProcess _process;
    private readonly int[] _ids;

    public ManyFilesTests()
    {
        _process = new PythonProcess(Script, _directory.Path, $"{Descriptors}", $"{Clones}");
        _ids = [_process.Id, .. _process.ReadLine().Split(' ').Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
    }

    [Fact]
    public void Files_stores_equal_long_paths_once()
    {
        FileMemory memory = new();
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = Watch(session, memory, out _);
        Assert.All(watch.Processes(), process => Assert.Equal(Descriptors, process.FileCount));
        Assert.Equal(0, watch.CutFiles().Processes);
        Assert.InRange(memory.Kept, 1, Descriptors * (Clones + 1) * 200);
        OpenFile[] files = [.. watch.Files(FileSelection.Everything)];
        Assert.Equal(Descriptors * (Clones + 1), files.Length);
        string[] targets = [.. files.Select(file => file.Target!).Where(target => target.Length > 3000)];
        Assert.All(targets, target => Assert.Same(targets[0], target));
    }

    [Fact]
    public void Descriptor_table_shared_by_clones_is_stored_once()
    {
        Assert.SkipUnless(Libc.HaveSameFiles(_ids[0], _ids[1]), "kcmp is not permitted, so shared descriptor tables cannot be detected.");
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = Watch(session, new FileMemory(), out ProcessTable table);
        FileTableSampler[] files = [.. table.Nodes.Select(node => node.Records.Details!.Files)];
        Assert.Equal(Clones + 1, files.Length);
        Assert.All(files, one => Assert.True(Unsafe.AreSame(in files[0].Entries[0], in one.Entries[0])));
        Assert.False(Libc.HaveSameFiles(_ids[0], Environment.ProcessId));
    }

    [Fact]
    public void FileCount_is_exact_and_CutFiles_counts_listed_files_beyond_the_limit()
    {
        FileMemory memory = new(most: 300_000);
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = Watch(session, memory, out ProcessTable table);
        for (int sample = 0; sample < 3; sample++)
        {
            FileCutSummary cut = watch.CutFiles();
            Assert.Equal((Clones + 1, (long)Descriptors * (Clones + 1)), (cut.Processes, cut.Open));
            Assert.All(watch.Processes(), process => Assert.Equal(Descriptors, process.FileCount));
            Assert.Equal(cut.Listed, watch.Files(FileSelection.Everything).Count());
            Assert.InRange(cut.Listed, FileMemory.Assured, cut.Open / 2);
            Assert.InRange(memory.Kept, 1, memory.Limit + 5000);
            Assert.Contains(cut.First!.Id, _ids);
            Assert.False(table.Pipes.IsComplete);
            watch.Sample();
        }
    }

    public void Dispose()
    {
        _process.Dispose();
        _directory.Dispose();
    }

    private ProcessWatch Watch(VmonSession session, FileMemory memory, out ProcessTable table)
    {
        SamplingContext context = new(ProcRoot.Open("/proc"), session.Budget, Host(session)) { Files = memory };
        ProcessSelection selection = new() { Targets = [.. _ids.Select(id => session.Find(id)!.Value)] };
        table = ProcessTable.Live(new ProcSource(context), selection, ProcessDataSets.Files);
        ProcessWatch watch = new(session, table);
        watch.Sample();
        return watch;
    }

    private static SampledHost Host(VmonSession session)
    {
        using ProcRoot root = ProcRoot.Open("/proc");
        return new SampledHost(BootClock.Of(root, TimeProvider.System)) { IsLocal = session.IsLocal };
    }
}
