using System.Globalization;
using Vmon.Kernel;
using Vmon.Parsing.Processes;
using Vmon.Sources;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Kernel;

[Collection(nameof(DescriptorTests))]
public sealed class TaskStreamTests : IDisposable
{
    private readonly TaskIterator? _iterator = TaskIterator.TryOpen();
    private readonly TaskStream? _stream;

    public TaskStreamTests() => _stream = _iterator is null ? null : new TaskStream(_iterator);

    public void Dispose() => _iterator?.Dispose();

    [Fact]
    public void TryRead_returns_the_processes_of_proc()
    {
        // A process that starts or exits meanwhile is in only one of the listings.
        HashSet<int> before = Listed("/proc");
        TaskRun[] tasks = [.. Read().Select(task => task.Run)];
        HashSet<int> after = Listed("/proc");
        HashSet<int> processes = [.. tasks.Where(task => task.IsMain).Select(task => task.ProcessId)];
        Assert.DoesNotContain(before.Intersect(after).Except(processes), IsReadable);
        Assert.Empty(processes.Except(before.Union(after)));
    }

    [Fact]
    public void TryRead_returns_each_task_once_in_ascending_order()
    {
        int[] ids = [.. Read().Select(task => task.Run.ThreadId)];
        Assert.Equal(ids.Order().Distinct(), ids);
    }

    [Fact]
    public void TryRead_of_a_sleeping_process_agrees_with_proc()
    {
        using ShellProcess shell = new("echo ready; read line");
        _ = shell.ReadLine();
        TaskCopy own = Settled(shell.Id);
        string[] schedstat = File.ReadAllText($"/proc/{shell.Id}/task/{shell.Id}/schedstat").Split();
        string[] stat = File.ReadAllText($"/proc/{shell.Id}/stat").Split();
        Assert.True(ProcIo.TryParse(File.ReadAllBytes($"/proc/{shell.Id}/io"), out ProcIo io));
        Assert.Equal(own, Find(shell.Id));
        Assert.Equal(Number(schedstat[0]), own.RunTime);
        Assert.Equal(Number(schedstat[2]), own.Slices);
        Assert.Equal(Environment.ProcessId, own.Run.ParentId);
        Assert.Equal(Number(stat[21]), own.StartTime / (1_000_000_000 / Vmon.Native.SystemConstants.TicksPerSecond));
        Assert.Equal(io.Counters, own.Io);
    }

    [Fact]
    public void Records_differ_for_a_running_and_not_for_a_sleeping_process()
    {
        using ShellProcess sleeper = new("echo ready; read line; read line");
        using ShellProcess spinner = new("echo ready; while :; do :; done");
        _ = sleeper.ReadLine();
        _ = spinner.ReadLine();
        TaskCopy asleep = Settled(sleeper.Id);
        TaskCopy busy = Find(spinner.Id);
        WaitUntil.True(() => HasRun(Find(spinner.Id), busy));
        Assert.False(HasRun(Find(sleeper.Id), asleep));
        sleeper.WriteLine("wake");
        WaitUntil.True(() => HasRun(Find(sleeper.Id), asleep));
    }

    [Fact]
    public void Io_includes_writes_of_threads_that_exited()
    {
        using ShellProcess shell = new("echo ready; while read line; do echo $line >/dev/null; echo done; done");
        _ = shell.ReadLine();
        TaskCopy before = Settled(shell.Id);
        shell.WriteLine("again");
        _ = shell.ReadLine();
        Assert.True(Find(shell.Id).Io.WriteChars > before.Io.WriteChars);

        Thread ended = new(() => File.WriteAllBytes("/dev/null", new byte[1 << 20]));
        TaskCopy own = Find(Environment.ProcessId);
        ended.Start();
        ended.Join();
        WaitUntil.True(() => Find(Environment.ProcessId).Io.WriteChars >= own.Io.WriteChars + (1 << 20));
    }

    [Fact]
    public void TryRead_returns_each_of_5000_threads_once()
    {
        const int Count = 5000;
        string script = $"""
            import threading,sys
            threading.stack_size(262144)
            end=threading.Event()
            for i in range({Count}): threading.Thread(target=end.wait,daemon=True).start()
            print("ready",flush=True)
            sys.stdin.readline()
            """;
        _ = Read();
        using ShellProcess python = new($"exec {Tool.Find("python3")} -c '{script}'");
        Assert.Equal("ready", python.ReadLine());
        for (int pass = 0; pass < 5; pass++)
        {
            int[] threads = [.. Read().Where(task => task.Run.ProcessId == python.Id).Select(task => task.Run.ThreadId)];
            Assert.Equal(Count + 1, threads.Length);
            Assert.Equal(Listed($"/proc/{python.Id}/task").Order(), threads);
        }
    }

    [Fact]
    public void TryOpen_returns_null_without_privileges()
    {
        _ = Read();
        Assert.True(UnprivilegedThread.Run(() => TaskIterator.TryOpen() is null));
    }

    [Fact]
    public void Records_of_processes_that_have_not_run_are_whole_if_asked_or_in_their_turn()
    {
        using ShellProcess sleeper = new("echo ready; read line; echo awake; read line");
        _ = sleeper.ReadLine();
        TaskCopy asleep = Settled(sleeper.Id);
        WaitUntil.True(() => !Record(sleeper.Id, isWhole: false).IsWhole);
        TaskRecord gate = Record(sleeper.Id, isWhole: false);
        Assert.Equal((int)TaskField.RunDelay, gate.Count);
        Assert.Equal((asleep.RunTime, asleep.Slices, 0L), (gate[TaskField.RunTime], gate[TaskField.Slices], gate[TaskField.OnCpu]));
        Assert.Equal(asleep.Run.ParentId, gate.Int32(TaskField.RealParentTgid));
        Assert.True(Record(sleeper.Id, isWhole: true).IsWhole);
        Assert.True(Record(sleeper.Id, isWhole: false, round: TaskProgram.Turns - (sleeper.Id % TaskProgram.Turns)).IsWhole);

        sleeper.WriteLine("wake");
        _ = sleeper.ReadLine();
        Assert.True(Record(sleeper.Id, isWhole: false).IsWhole);
        Assert.True(Record(Environment.ProcessId, isWhole: false).IsWhole);
    }

    [Fact]
    public void Dispose_closes_all_descriptors_and_TryRead_then_fails()
    {
        _ = Read();
        int before = BpfDescriptors();
        TaskIterator iterator = TaskIterator.TryOpen()!;
        TaskStream stream = new(iterator);
        Assert.Equal(before + 1, BpfDescriptors());
        for (int pass = 0; pass < 10; pass++) Assert.True(stream.TryRead(isWhole: false, round: 0, out _));
        Assert.Equal(before + 1, BpfDescriptors());
        iterator.Dispose();
        iterator.Dispose();
        Assert.Equal(before, BpfDescriptors());
        Assert.False(stream.TryRead(isWhole: true, round: 0, out ReadOnlySpan<TaskRun> none));
        Assert.True(none.IsEmpty);
    }

    [Fact]
    public void TryRead_allocates_nothing()
    {
        _ = Read();
        _ = _stream!.TryRead(isWhole: true, round: 0, out _);
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool isRead = _stream.TryRead(isWhole: true, round: 0, out _);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.True(isRead);
    }

    private TaskRecord Record(int id, bool isWhole, long? round = null)
    {
        Assert.True(_stream!.TryRead(isWhole, round ?? 1 - id, out ReadOnlySpan<TaskRun> tasks));
        return _stream[tasks.ToArray().Single(task => task.ThreadId == id).Place];
    }

    private TaskCopy[] Read()
    {
        Assert.SkipWhen(_stream is null, "The task stream is not available. It requires root, BTF and the initial PID namespace.");
        Assert.True(_stream.TryRead(isWhole: true, round: 0, out ReadOnlySpan<TaskRun> tasks));
        return [.. tasks.ToArray().Select(Copy)];
    }

    private TaskCopy Copy(TaskRun run)
    {
        TaskRecord record = _stream![run.Place];
        TaskTally tally = default;
        tally.Add(run, record, isMain: true, pending: 0, sample: 1);
        return new TaskCopy(
            run with { Place = 0 }, record[TaskField.RunTime], record[TaskField.Slices], record[TaskField.OnCpu], record[TaskField.StartBootTime],
            TaskReading.ReadIo(record, tally, isThread: !run.IsMain));
    }

    private TaskCopy Find(int id) => Read().Single(task => task.Run.ThreadId == id);

    /// <summary>The record of a thread that will not run until it gets input.</summary>
    private TaskCopy Settled(int id)
    {
        TaskCopy last = Find(id);
        WaitUntil.True(() =>
        {
            bool isAsleep = File.ReadAllText($"/proc/{id}/stat").Contains(") S ", StringComparison.Ordinal); // first, or it can still run once after the record
            TaskCopy now = Find(id);
            bool isSame = isAsleep && !HasRun(now, last);
            last = now;
            return isSame;
        });
        return last;
    }

    // A machine can hide processes even from root: their links cannot be read, and the stream does not list them.
    private static bool IsReadable(int id)
    {
        try
        {
            return new FileInfo($"/proc/{id}/ns/pid").LinkTarget is not null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static int BpfDescriptors() => Directory.GetFiles("/proc/self/fd")
        .Count(file => new FileInfo(file).LinkTarget is { } target && target.Contains("bpf", StringComparison.Ordinal));

    private static HashSet<int> Listed(string folder) =>
    [
        .. from path in Directory.GetDirectories(folder)
           let name = Path.GetFileName(path)
           where name.All(char.IsAsciiDigit)
           select int.Parse(name, CultureInfo.InvariantCulture),
    ];

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static bool HasRun(in TaskCopy now, in TaskCopy then) =>
        now.OnCpu != 0 || now.Slices != then.Slices || now.RunTime != then.RunTime || now.StartTime != then.StartTime;

    private readonly record struct TaskCopy(TaskRun Run, long RunTime, long Slices, long OnCpu, long StartTime, IoCounters Io);
}
