using System.Diagnostics;
using System.Globalization;
using Vmon.ProcFs;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

/// <summary>
/// A process that holds the lock of its memory indefinitely. One thread reads, through /proc/self/mem, a page of a FUSE file that never
/// answers, and another waits to map memory. A thread that reads the command line waits too, and only SIGKILL ends the wait. The same holds
/// for the command line of another process that shares the memory.
/// </summary>
[Collection(nameof(DescriptorTests))]
public class HeldMemoryTests
{
    private const string Script = FuseScript.Text +
        """
        server = start(size=65536, keep=1000, lookups=1000, silent=READ)
        file = os.open(place + '/file', os.O_RDONLY)
        libc.mmap.restype = ctypes.c_void_p
        libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
        at = libc.mmap(None, 65536, 1, 2, file, 0)
        stack = libc.mmap(None, 65536, 3, 0x22, -1, 0)
        sharer = libc.clone(ctypes.cast(libc.pause, ctypes.c_void_p), ctypes.c_void_p(stack + 65536), 0x100 | signal.SIGCHLD, None)
        mem = os.open('/proc/self/mem', os.O_RDONLY)
        one = threading.Thread(target=lambda: os.pread(mem, 8, at), daemon=True)
        other = threading.Thread(target=lambda: (time.sleep(0.5), libc.mmap(None, 4096, 1, 0x22, -1, 0)), daemon=True)
        other.start(); one.start(); print(server, sharer, flush=True)
        time.sleep(1000)
        """;

    [Theory]
    [InlineData(ProcessDataSets.Default, false)]
    [InlineData(ProcessDataSets.Default, true)]
    [InlineData(ProcessDataSets.Default | ProcessDataSets.Pss, true)]
    public async Task Sample_does_not_block_on_a_process_that_holds_its_memory_lock(ProcessDataSets dataSets, bool ofSharer)
    {
        await WhileHeld(async (holder, sharer) =>
        {
            using VmonSession session = new(new SessionOptions { DataSets = dataSets });
            ProcessSelection selection = new() { Targets = [session.Find(ofSharer ? sharer : holder)!.Value] };
            ProcessSample[] samples = await InTime(() =>
            {
                using ProcessWatch watch = session.Watch(selection);
                return Enumerable.Range(0, 20).Select(_ => Next(watch)).ToArray();
            });
            (int?, bool, bool, string?, long?) expected = (ofSharer ? 1 : 3, true, true, null, null);
            Assert.All(samples, sample => Assert.Equal(
                expected, (sample.ThreadCount, sample.WorkingSet > 0, sample.Path is not null, sample.CommandLine, sample.UniqueMemory)));
        });
    }

    [Fact]
    public async Task Blocked_file_is_not_read_by_a_second_thread()
    {
        await WhileHeld(async (holder, _) =>
        {
            int stuck = await InTime(() =>
            {
                WatchOnce(holder);
                return StuckFiles.Count;
            });
            Assert.InRange(stuck, 1, int.MaxValue);
            for (int i = 0; i < 20; i++) await InTime(() => WatchOnce(holder));
            Assert.Equal(stuck, StuckFiles.Count);
        });
        WaitUntil.True(() => StuckFiles.Count == 0);
    }

    [Fact]
    public async Task ProcessList_returns_a_blocked_process_with_an_empty_command_line()
    {
        await WhileHeld(async (holder, sharer) =>
        {
            IReadOnlyList<ProcessEntry> processes = await InTime(() => ProcessList.Read("/proc"));
            Assert.Equal(["", ""], processes.Where(process => process.Id == holder || process.Id == sharer).Select(process => process.CommandLine));
            Assert.Contains(processes, process => process.Id == Environment.ProcessId && process.CommandLine.Length > 0);
        });
    }

    private static async Task WhileHeld(Func<int, int, Task> look)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Requires root to mount.");
        using PythonProcess process = new(Script);
        string line = process.ReadLine();
        Assert.SkipWhen(line == "refused", "FUSE cannot be mounted.");
        int[] ids = [.. line.Split(' ').Select(word => int.Parse(word, CultureInfo.InvariantCulture))];
        using Process server = Process.GetProcessById(ids[0]);
        try
        {
            WaitUntil.True(() => Directory.GetDirectories($"/proc/{process.Id}/task").Any(task => File.ReadAllText(task + "/stat").Contains(") D ", StringComparison.Ordinal)));
            await look(process.Id, ids[1]);
        }
        finally
        {
            server.Kill(); // without its server, the file system fails all waiting calls
        }
    }

    private static Task<T> InTime<T>(Func<T> read) =>
        Task.Run(read, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

    private static int WatchOnce(int id)
    {
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = session.Watch(new ProcessSelection { Targets = [session.Find(id)!.Value] });
        return Next(watch).Id;
    }

    private static ProcessSample Next(ProcessWatch watch)
    {
        watch.Sample();
        return Assert.Single(watch.Processes());
    }
}
