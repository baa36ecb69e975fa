using System.Globalization;
using System.Text;
using Vmon.Kernel.Events;
using Vmon.Native;
using Vmon.Parsing.Processes;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Kernel.Events;

[Collection(nameof(DescriptorTests))]
public class BpfEventsTests
{
    [Theory]
    [InlineData("exit 0", 0, null)]
    [InlineData("exit 3", 3, null)]
    [InlineData("kill -9 $$", null, Signals.SIGKILL)]
    [InlineData("kill -TERM $$", null, Signals.SIGTERM)]
    public void Exit_has_the_code_or_the_signal(string script, int? code, Signals? signal)
    {
        using EventCollector events = new();
        WaitStatus? status = events.Run("/bin/sh", "-c", script).Exit.Status;
        Assert.Equal(code, status?.ExitCode);
        Assert.Equal(signal, status?.ExitSignal);
    }

    [Fact]
    public void Exit_of_many_threads_has_the_code_of_the_process_and_is_reported_once()
    {
        using EventCollector events = new();
        const string script = """
            import os, threading, time
            for index in range(8): threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
            os._exit(7)
            """;
        ExitRecord exit = events.Run(Tool.Find("python3"), "-c", script).Exit;
        Assert.Equal(7, exit.Status?.ExitCode);
        Assert.Same(exit, Assert.Single(events.Records.OfType<ExitRecord>(), record => record.Identity == exit.Identity));
    }

    [Fact]
    public void HasDumpedCore_agrees_with_what_the_parent_is_told()
    {
        using EventCollector events = new();
        const string script = """
            import os, resource
            child = os.fork()
            if child == 0:
                os.chdir("/tmp")
                resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
                os.abort()
            print(child, os.waitpid(child, 0)[1])
            """;
        long[] told = Numbers(events.Run(Tool.Find("python3"), "-c", script).Output);
        ExitRecord exit = events.WaitForExit((int)told[0]);
        Assert.Equal((int)told[1], exit.Status?.Value);
        Assert.Equal(Signals.SIGABRT, exit.Status?.ExitSignal);
        File.Delete($"/tmp/core.{told[0]}");
        File.Delete("/tmp/core");
    }

    [Fact]
    public void Identity_parent_name_and_user_agree_with_proc()
    {
        using EventCollector events = new();
        using ShellProcess shell = new("echo ready; read line");
        _ = shell.ReadLine();
        Assert.True(ProcStat.TryParse(File.ReadAllBytes($"/proc/{shell.Id}/stat"), out ProcStat stat));
        Assert.True(ProcStatus.TryParse(File.ReadAllBytes($"/proc/{shell.Id}/status"), out ProcStatus status));
        shell.WriteLine("end");
        ExitRecord exit = events.WaitForExit(shell.Id);
        Assert.Equal(new ProcessIdentity(shell.Id, stat.StartTime), exit.Identity);
        Assert.Equal(Environment.ProcessId, exit.ParentId);
        Assert.Equal(status[StatusField.Uid], exit.User);
        Assert.Equal("sh", Encoding.ASCII.GetString(exit.Name!.Value.Bytes));
        Assert.InRange(exit.Time, exit.StartTime!.Value, SystemConstants.NanosecondsSinceBoot);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Counters_agree_with_what_the_parent_is_told(bool hasThreads)
    {
        using EventCollector events = new();

        // The usage that wait4 returns is that of the process and of the children that it waited for.
        string script = $$"""
            import os, sys, threading, time
            def work():
                until = time.thread_time() + 0.03
                while time.thread_time() < until: pass
                with open("/dev/null", "wb", buffering=0) as sink: sink.write(b"x" * 300000)
            done = threading.Semaphore(0)
            def work_and_stay():
                work()
                done.release()
                time.sleep(60)
            child = os.fork()
            if child == 0:
                memory = bytearray(20000000)
                threads = [threading.Thread(target=work_and_stay) for index in range({{(hasThreads ? 4 : 0)}})]
                for thread in threads: thread.start()
                work()
                for thread in threads: done.acquire()
                os._exit(0)
            usage = os.wait4(child, 0)[2]
            print(child, round(usage.ru_utime * 1e6), round(usage.ru_stime * 1e6), usage.ru_minflt, usage.ru_majflt, usage.ru_nvcsw, usage.ru_nivcsw, usage.ru_maxrss)
            """;
        long[] told = Numbers(events.Run(Tool.Find("python3"), "-c", script).Output);
        ExitRecord exit = events.WaitForExit((int)told[0]);
        ProcessUsage usage = exit.Usage;
        Assert.True(exit.IsExact);
        Assert.InRange(usage.CpuTime / 1000, told[1] + told[2] - 2, told[1] + told[2] + 2);
        Assert.Equal(usage.CpuTime, usage.UserTime + usage.SystemTime);
        Assert.Equal((told[3], told[4]), (usage.MinorFaults, usage.MajorFaults));
        Assert.Equal((told[5], told[6]), (usage.VoluntarySwitches, usage.InvoluntarySwitches));
        Assert.Equal(300_000 * (hasThreads ? 5 : 1), usage.Io.WriteChars);
        Assert.Equal(told[7] * 1024, exit.PeakMemory);
    }

    [Fact]
    public void PeakMemory_of_a_child_of_vfork_is_not_that_of_its_parent()
    {
        using EventCollector events = new();
        long own = Environment.WorkingSet;
        if (events.Run("/bin/true").Exit.PeakMemory is long peak) Assert.InRange(peak, SystemConstants.PageSize, own / 4);
    }

    [Fact]
    public void Children_are_those_that_the_process_reaped()
    {
        using EventCollector events = new();
        const string script = """
            import os, resource, time
            child = os.fork()
            if child == 0:
                while time.process_time() < 0.05: pass
                os._exit(0)
            os.waitpid(child, 0)
            usage = resource.getrusage(resource.RUSAGE_CHILDREN)
            print(round(usage.ru_utime * 1e6 + usage.ru_stime * 1e6), usage.ru_minflt)
            """;
        (ExitRecord exit, string output) = events.Run(Tool.Find("python3"), "-c", script);
        long[] told = Numbers(output);
        Assert.InRange((exit.Usage.ChildrenUserTime + exit.Usage.ChildrenSystemTime) / 1000, told[0] - 2, told[0] + 2);
        Assert.Equal(told[1], exit.Usage.ChildrenMinorFaults);
    }

    [Fact]
    public void A_zombie_that_is_not_reaped_is_final_with_its_exact_cpu()
    {
        using EventCollector events = new();
        const string script = """
            import os, time
            child = os.fork()
            if child == 0:
                while time.process_time() < 0.03: pass
                os._exit(5)
            print(child, flush=True)
            input()
            usage = os.wait4(child, 0)[2]
            print(round(usage.ru_utime * 1e6 + usage.ru_stime * 1e6), flush=True)
            """;
        using PythonProcess parent = new(script);
        ExitRecord exit = events.WaitForExit(int.Parse(parent.ReadLine(), CultureInfo.InvariantCulture));
        Assert.True(exit.IsExact);
        Assert.Equal(5, exit.Status?.ExitCode);
        parent.WriteLine("");
        long told = long.Parse(parent.ReadLine(), CultureInfo.InvariantCulture);
        Assert.InRange(exit.Usage.CpuTime / 1000, told - 2, told + 2);
    }

    [Fact]
    public void Exec_has_the_command_line_the_path_and_the_new_name()
    {
        using EventCollector events = new();
        (ExitRecord exit, _) = events.Run("/bin/echo", "two words", "", "ü");
        ExecRecord exec = events.Wait<ExecRecord>(exit.Id);
        Assert.Equal("/bin/echo\0two words\0\0ü\0", Encoding.UTF8.GetString(exec.Command!));
        Assert.Equal("/bin/echo", Encoding.UTF8.GetString(exec.Path!));
        Assert.Equal("echo", Encoding.ASCII.GetString(exec.Name!.Value.Bytes));
        Assert.False(exec.IsCommandCut);
        Assert.Equal(exit.Identity, exec.Identity);
    }

    [Fact]
    public void Exec_has_the_beginning_of_a_long_command_line_and_says_so()
    {
        using EventCollector events = new();
        string word = new('x', 10_000);
        ExecRecord exec = events.Wait<ExecRecord>(events.Run("/bin/echo", word).Exit.Id);
        Assert.True(exec.IsCommandCut);
        Assert.Equal(ExecProgram.MostCommand, exec.Command!.Length);
        Assert.StartsWith("/bin/echo\0xxx", Encoding.ASCII.GetString(exec.Command), StringComparison.Ordinal);
    }

    [Fact]
    public void Starts_are_reported_to_those_who_want_them_and_not_for_threads()
    {
        using EventCollector without = new();
        using EventCollector events = new(wantsStarts: true);
        Thread thread = new(static () => { });
        thread.Start();
        thread.Join();
        int id = events.Run("/bin/true").Exit.Id;
        StartRecord start = events.Wait<StartRecord>(id);
        Assert.Equal(Environment.ProcessId, start.ParentId);
        Assert.Equal(events.Wait<ExecRecord>(id).Identity, start.Identity);
        Assert.DoesNotContain(events.Records.OfType<StartRecord>(), record => record.Id == Environment.ProcessId);
        _ = without.WaitForExit(id);
        Assert.Empty(without.Records.OfType<StartRecord>());
    }

    [Fact]
    public void Events_of_a_process_are_in_order_and_none_of_many_is_lost()
    {
        using EventCollector events = new(wantsStarts: true);
        (ExitRecord shell, _) = events.Run("/bin/sh", "-c", "for i in $(seq 500); do (exec /bin/true); done");
        ProcessRecord[] children = [.. events.Records.Where(record => record.ParentId == shell.Id && record.Name is not null)];
        Assert.Equal(0, events.Lost);
        Assert.True(children.OfType<ExitRecord>().Count() >= 500);
        foreach (IGrouping<ProcessIdentity?, ProcessRecord> child in children.GroupBy(record => record.Identity))
        {
            Assert.IsType<StartRecord>(child.First());
            Assert.IsType<ExitRecord>(child.Last());
            Assert.Equal(child.OrderBy(record => record.Time), child);
        }
    }

    private static long[] Numbers(string output) => [.. output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => long.Parse(word, CultureInfo.InvariantCulture))];
}
