using Vmon.Kernel;
using Vmon.Model;
using Vmon.ProcFs;
using Vmon.Sources;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

public sealed class ThreadTests : IDisposable
{
    private readonly VmonSession _session = new(new SessionOptions());

    [Fact]
    public void IncludeThreads_lists_threads_in_the_first_sample_without_repeating_the_main_thread()
    {
        using WorkerThread worker = new("vmon-worker");
        using ProcessWatch watch = Self();
        watch.Sample();
        ProcessSample[] samples = [.. watch.Processes()];
        ProcessSample process = Assert.Single(samples, sample => !sample.IsThread);
        ProcessSample thread = Assert.Single(samples, sample => sample.ProcessName == "vmon-worker");
        Assert.True(thread.IsThread);
        Assert.Equal(worker.Tid, thread.ThreadId);
        Assert.Equal(Environment.ProcessId, thread.Id);
        Assert.Equal(process.Identity, thread.Identity);
        Assert.Equal(process.Depth + 1, thread.Depth);
        Assert.DoesNotContain(samples, sample => sample.ThreadId == Environment.ProcessId);
        Assert.Equal(samples.Length - 1, samples.Where(sample => sample.IsThread).Select(sample => sample.ThreadId).Distinct().Count());
    }

    [Fact]
    public void CpuPercent_of_a_thread_is_its_own_share_of_the_process()
    {
        using WorkerThread worker = new("vmon-busy") { IsBusy = true };
        using ProcessWatch watch = Self();
        watch.Sample();
        WaitUntil.True(() =>
        {
            watch.Sample();
            ProcessSample thread = watch.Processes().Single(sample => sample.ThreadId == worker.Tid);
            ProcessSample process = watch.Processes().Single(sample => !sample.IsThread);
            Assert.True(process.UserProcessorTime >= thread.UserProcessorTime);
            return thread.CpuPercent > 0 && thread.CpuPercent <= process.CpuPercent + 20;
        });
    }

    [Fact]
    public void Exited_thread_is_shown_once()
    {
        WorkerThread worker = new("vmon-brief");
        using ProcessWatch watch = Self();
        watch.Sample();
        Assert.True(watch.Processes().Single(sample => sample.ThreadId == worker.Tid).IsFirstSample);
        worker.Dispose();
        WaitUntil.True(() => !Directory.Exists($"/proc/self/task/{worker.Tid}"));
        watch.Sample();
        Assert.True(watch.Processes().Single(sample => sample.ThreadId == worker.Tid).HasExited);
        Assert.True(watch.Processes().Single(sample => !sample.IsThread).Changed.HasFlag(ProcessChanges.Threads));
        watch.Sample();
        Assert.DoesNotContain(watch.Processes(), sample => sample.ThreadId == worker.Tid);
    }

    [Fact]
    public void Threads_of_processes_that_exited_leave_no_nodes_in_the_table()
    {
        const string Churn =
            """
            import os, threading, time
            def child():
                for _ in range(12):
                    threading.Thread(target=time.sleep, args=(0.003,), daemon=True).start()
                    time.sleep(0.002)
                os._exit(0)
            print('ready', flush=True)
            while True:
                ids = []
                for _ in range(16):
                    ids.append(os.fork())
                    if ids[-1] == 0: child()
                for id in ids: os.waitpid(id, 0)
            """;
        using PythonProcess process = new(Churn);
        _ = process.ReadLine();
        ProcRoot root = ProcRoot.Open("/proc");
        SamplingContext context = new(root, new DescriptorBudget(100), new SampledHost(BootClock.Of(root, TimeProvider.System)) { IsLocal = true });
        using SharedProgram<TaskIterator> tasks = new(TaskIterator.TryOpen);
        ProcessTable table = ProcessTable.Live(new TaskSource(context, tasks), new ProcessSelection { Name = _ => true, IncludeThreads = true }, ProcessDataSets.None);
        for (int i = 0; i < 300; i++)
        {
            table.TrySample(TestContext.Current.CancellationToken);
            for (ProcessNode? node = table.Top.FirstChild; node is not null; node = node.Next) Assert.False(node.IsThread, $"{node.Id} of {node.Process?.Id}");
            Thread.Sleep(5);
        }

        table.Close();
    }

    [Fact]
    public void Shared_values_of_an_idle_thread_equal_those_of_its_process()
    {
        const string Script =
            """
            import os, sys, threading, time
            threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()
            print('ready', flush=True)
            sys.stdin.readline()
            child = os.fork()
            if child == 0:
                while time.process_time() < 0.05: pass
                os._exit(0)
            os.waitpid(child, 0)
            block = bytearray(10_000_000)
            print('done', flush=True)
            sys.stdin.readline()
            """;
        using PythonProcess process = new(Script);
        _ = process.ReadLine();
        using ProcessWatch watch = _session.Watch(
            new ProcessSelection { Targets = [_session.Find(process.Id)!.Value], IncludeThreads = true }, ProcessDataSets.None);
        for (int sample = 0; sample < 4; sample++)
        {
            Thread.Sleep(11); // after a clock tick without running, it is no longer read
            watch.Sample();
        }

        process.WriteLine("go");
        _ = process.ReadLine();
        Thread.Sleep(11);
        watch.Sample();
        ProcessSample whole = watch.Processes().Single(sample => !sample.IsThread);
        ProcessSample thread = watch.Processes().Single(sample => sample.IsThread);
        Assert.True(whole.ChildrenCpu >= 0.04, $"{whole.ChildrenCpu} seconds");
        Assert.Equal(
            (whole.ChildrenCpu, whole.ChildrenMinorFaultsTotal, whole.VirtualMemory, whole.ThreadCount),
            (thread.ChildrenCpu, thread.ChildrenMinorFaultsTotal, thread.VirtualMemory, thread.ThreadCount));
        Assert.True(thread.Changed.HasFlag(ProcessChanges.ChildrenMinorFaults | ProcessChanges.VirtualMemory), $"{thread.Changed}");
    }

    [Fact]
    public void ParentThreadId_is_the_thread_that_forked_the_child()
    {
        const string Script =
            """
            import os, sys, threading, time
            def fork():
                child = os.fork()
                if child == 0:
                    time.sleep(1000)
                os.write(1, b'%d %d\n' % (threading.get_native_id(), child)) # one write, as both threads do
                os.waitpid(child, 0)
            threading.Thread(target=fork, daemon=True).start()
            fork()
            """;
        using PythonProcess process = new(Script);
        int[][] forks = [.. Enumerable.Range(0, 2).Select(_ => process.ReadLine().Split(' ').Select(int.Parse).ToArray())];
        ProcessSelection selection = new() { Targets = [_session.Find(process.Id)!.Value], FollowChildren = true, IncludeThreads = true };
        using ProcessWatch watch = _session.Watch(selection, ProcessDataSets.None);
        watch.Sample();
        foreach (int[] fork in forks)
            Assert.Equal(fork[0], watch.Processes().Single(sample => sample.Id == fork[1] && !sample.IsThread).ParentThreadId);
        Assert.Equal(2, forks.Select(fork => fork[0]).Distinct().Count());

        using ProcessWatch without = _session.Watch(selection with { IncludeThreads = false }, ProcessDataSets.None);
        without.Sample();
        Assert.All(without.Processes(), sample => Assert.Null(sample.ParentThreadId));
    }

    [Fact]
    public void FollowChildren_includes_a_child_forked_by_another_thread()
    {
        ShellProcess? child = null;
        using WorkerThread worker = new("vmon-forker") { Work = () => child = new ShellProcess("read line") };
        WaitUntil.True(() => child is not null);
        using ShellProcess forked = child!;
        ProcessIdentity self = _session.Find(Environment.ProcessId)!.Value;
        using ProcessWatch watch = _session.Watch(new ProcessSelection { Targets = [self], FollowChildren = true }, ProcessDataSets.None);
        watch.Sample();
        Assert.Equal(Environment.ProcessId, watch.Processes().Single(sample => sample.Id == forked.Id).ParentId);
    }

    public void Dispose() => _session.Dispose();

    private ProcessWatch Self()
    {
        ProcessIdentity self = _session.Find(Environment.ProcessId)!.Value;
        return _session.Watch(new ProcessSelection { Targets = [self], IncludeThreads = true });
    }
}
