using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

/// <summary>Processes that try to mislead or block a sampler, or are in an unusual state.</summary>
public sealed class HostileProcessTests : IDisposable
{
    private const string MainThreadEnds =
        """
        import ctypes, sys, threading, time
        held = bytearray(30_000_000)
        def work():
            time.sleep(0.05); print('up', flush=True); sys.stdin.readline()
        threading.Thread(target=work).start()
        ctypes.CDLL(None).pthread_exit(None)
        """;

    // prctl(PR_SET_MM, PR_SET_MM_MAP): without privileges, a process sets the address and length of its command line.
    private const string ClaimsCommandLine =
        """
        import ctypes, os, sys
        libc = ctypes.CDLL(None); size = int(sys.argv[1])
        libc.mmap.restype = ctypes.c_void_p
        libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
        at = libc.mmap(None, size, 3, 0x22, -1, 0); ctypes.memset(at, ord('x'), size - 1)
        field = open('/proc/self/stat').read().rsplit(')', 1)[1].split(); f = lambda number: int(field[number - 3])
        heap = [line for line in open('/proc/self/maps') if '[heap]' in line][0].split()[0].split('-')
        values = [f(26), f(27), f(45), f(46), f(47), int(heap[1], 16), f(28), at, at + size, f(50), f(51), 0]
        map = (ctypes.c_uint64 * 13)(*values, 0xffffffff << 32)
        print(libc.prctl(35, 14, ctypes.byref(map), 104, 0), flush=True); sys.stdin.readline()
        """;

    // The parent of a vfork sleeps in state D until the child exits. The others are stopped, traced and zombies.
    private const string EveryState =
        """
        import ctypes, os, signal, sys, time
        libc = ctypes.CDLL(None)
        def child(action):
            pid = os.fork()
            if pid == 0: action(); os._exit(0)
            return pid
        def waits():
            stack = ctypes.create_string_buffer(65536); top = ctypes.addressof(stack) + 65536 & ~15
            libc.clone(ctypes.cast(libc.pause, ctypes.c_void_p), ctypes.c_void_p(top), 0x4100 | signal.SIGCHLD, None)
        def traced():
            libc.ptrace(0, 0, 0, 0); os.kill(os.getpid(), signal.SIGTRAP)
        stopped = child(lambda: os.kill(os.getpid(), signal.SIGSTOP))
        zombie = child(lambda: None)
        trace = child(traced)
        wait = child(waits)
        while ') D ' not in open(f'/proc/{wait}/stat').read(): time.sleep(0.01)
        os.waitpid(stopped, os.WUNTRACED); os.waitpid(trace, os.WUNTRACED); os.waitid(os.P_PID, zombie, os.WEXITED | os.WNOWAIT)
        print(stopped, zombie, trace, wait, flush=True); sys.stdin.readline()
        """;

    private const string ManyThreadsAndFiles =
        """
        import os, resource, sys, threading
        threading.stack_size(65536); over = threading.Event()
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]; resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        for _ in range(2000): threading.Thread(target=over.wait, daemon=True).start()
        held = [os.open('/dev/null', os.O_RDONLY) for _ in range(min(4000, hard - 100))]
        print(len(os.listdir('/proc/self/fd')) - 1, flush=True); sys.stdin.readline(); os._exit(0)
        """;

    private readonly VmonSession _session = new(new SessionOptions());

    [Fact]
    public void Memory_and_Arguments_remain_known_after_the_main_thread_exited()
    {
        using PythonProcess process = new(MainThreadEnds);
        using ProcessWatch early = Watch(process.Id);
        early.Sample();
        Assert.Equal("up", process.ReadLine());
        WaitUntil.True(() => Next(early).State == ProcessState.Zombie);
        using ProcessWatch late = Watch(process.Id);
        foreach (ProcessSample sample in new[] { Next(early), Next(late), Next(late) })
        {
            Assert.Equal((ProcessState.Zombie, 2), (sample.State, sample.ThreadCount));
            Assert.True(sample.WorkingSet > 30_000_000, $"{sample.WorkingSet} bytes");
            Assert.True(sample.VirtualMemory > sample.WorkingSet, $"{sample.VirtualMemory} bytes");
            Assert.Equal(MainThreadEnds, sample.Arguments?[^1]);
            Assert.NotNull(sample.Path);
        }

        process.WriteLine("end");
    }

    [Fact]
    public void Arguments_of_a_two_megabyte_command_line_are_complete()
    {
        using PythonProcess process = new(
            "import os, sys\nos.execv(sys.executable, [sys.executable, '-c', 'print(1, flush=True); input()'] + ['é' * 60000] * 14)");
        Assert.Equal("1", process.ReadLine());
        using ProcessWatch watch = Watch(process.Id);
        ProcessSample sample = Next(watch);
        Assert.Equal(17, sample.Arguments?.Count);
        Assert.All(sample.Arguments!.Skip(3), word => Assert.Equal(new string('é', 60000), word));
        process.WriteLine("");
    }

    [Fact]
    public void CommandLine_beyond_the_exec_limit_is_truncated_and_never_used_as_name()
    {
        using PythonProcess process = new(ClaimsCommandLine, "40000000");
        Assert.Equal("0", process.ReadLine());
        using ProcessWatch watch = Watch(process.Id);
        ProcessSample sample = Next(watch);
        Assert.Equal(8 * 1024 * 1024, sample.CommandLine?.Length);
        Assert.InRange(sample.ProcessName.Length, 1, 15);
        process.WriteLine("");
    }

    [Fact]
    public void State_distinguishes_stopped_zombie_traced_and_disk_sleep()
    {
        using PythonProcess process = new(EveryState);
        int[] ids = [.. process.ReadLine().Split(' ').Select(int.Parse)];
        using ProcessWatch watch = _session.Watch(new ProcessSelection { Targets = [_session.Find(process.Id)!.Value], FollowChildren = true });
        watch.Sample();
        Dictionary<int, ProcessSample> found = watch.Processes().ToDictionary(sample => sample.Id);
        Assert.Equal(
            [ProcessState.Stopped, ProcessState.Zombie, ProcessState.Traced, ProcessState.DiskSleep], ids.Select(id => found[id].State));
        Assert.Equal(0, found[ids[1]].WorkingSet); // a zombie has no memory, so 0 is known
        process.WriteLine("");
    }

    [Theory]
    [InlineData("freezer.state", "FROZEN", "freezer.state", ProcessState.DiskSleep, "__refrigerator")]
    [InlineData("cgroup.freeze", "1", "cgroup.events", ProcessState.Sleeping, null)] // the wait channel depends on the kernel's configuration
    public void Frozen_process_uses_no_CPU_and_has_a_WaitChannel(string file, string value, string outcome, ProcessState state, string? waitChannel)
    {
        using ControlGroup group = ControlGroup.With(file);
        string thawed = group[file];
        using ShellProcess process = new("echo up; while :; do :; done");
        _ = process.ReadLine();
        using ProcessWatch watch = _session.Watch(
            new ProcessSelection { Targets = [_session.Find(process.Id)!.Value] }, ProcessDataSets.Default | ProcessDataSets.WaitChannel | ProcessDataSets.Cgroup);
        watch.Sample();
        group.Add(process.Id);
        group[file] = value;
        WaitUntil.True(() => group[outcome] is "FROZEN" || group[outcome].Contains("frozen 1", StringComparison.Ordinal));
        _ = Next(watch);
        ProcessSample frozen = Next(watch);
        group[file] = thawed;
        Assert.Equal((state, waitChannel ?? frozen.WaitChannel, 0.0), (frozen.State, frozen.WaitChannel, frozen.CpuPercent));
        Assert.True(frozen is { CommandLine.Length: > 0, WaitChannel.Length: > 1, WorkingSet: > 0, Denied: ProcessDataSets.None });
        WaitUntil.True(() => Next(watch) is { State: ProcessState.Running, CpuPercent: > 0 });
    }

    [Fact]
    public void Path_of_a_process_in_a_chroot_is_as_seen_from_outside()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Requires root to change the root directory.");
        using TemporaryDirectory root = new();
        using PythonProcess process = new("import os, sys; os.chroot(sys.argv[1]); os.chdir('/'); print(1, flush=True); input()", root.Path);
        Assert.Equal("1", process.ReadLine());
        using ProcessWatch watch = Watch(process.Id);
        ProcessSample sample = Next(watch);
        Assert.True(File.Exists(sample.Path), sample.Path);
        Assert.Equal((root.Path, ProcessDataSets.None), (sample.Arguments?[^1], sample.Denied));
        process.WriteLine("");
    }

    [Fact]
    public void Namespaces_differ_for_a_process_with_its_own_namespaces()
    {
        using ShellProcess process = new("exec unshare -m -n -u -i sh -c 'echo up; read line'");
        Assert.SkipWhen(process.TryReadLine() is null, "Namespaces cannot be created.");
        using ProcessWatch watch = _session.Watch(
            new ProcessSelection { Targets = [_session.Find(process.Id)!.Value, _session.Find(Environment.ProcessId)!.Value] },
            ProcessDataSets.Default | ProcessDataSets.Namespaces);
        watch.Sample();
        Dictionary<int, ProcessSample> found = watch.Processes().ToDictionary(sample => sample.Id);
        ProcessSample apart = found[process.Id], here = found[Environment.ProcessId];
        Assert.True(apart is { IoReadCharsTotal: not null, CommandLine.Length: > 0, WorkingSet: > 0, Denied: ProcessDataSets.None });
        ProcessNamespaces ours = here.Namespaces!, theirs = apart.Namespaces!;
        Assert.Equal((ours.Pid, ours.User), (theirs.Pid, theirs.User));
        Assert.All(
            [(ours.Mount, theirs.Mount), (ours.Network, theirs.Network), (ours.Uts, theirs.Uts), (ours.Ipc, theirs.Ipc)],
            pair => Assert.True(pair.Item1 > 0 && pair.Item2 > 0 && pair.Item1 != pair.Item2, $"{pair}"));
        process.WriteLine("");
    }

    [Fact]
    public void ThreadCount_and_FileCount_are_exact_for_thousands()
    {
        using PythonProcess process = new(ManyThreadsAndFiles);
        long files = long.Parse(process.ReadLine(), System.Globalization.CultureInfo.InvariantCulture);
        using ProcessWatch watch = _session.Watch(
            new ProcessSelection { Targets = [_session.Find(process.Id)!.Value], IncludeThreads = true }, ProcessDataSets.Default | ProcessDataSets.Files);
        for (int sample = 0; sample < 3; sample++) watch.Sample();
        Assert.Equal(2000, watch.Processes().Count(sample => sample.IsThread));
        ProcessSample main = watch.Processes().Single(sample => !sample.IsThread);
        Assert.Equal((2001, files), (main.ThreadCount, main.FileCount!.Value));
        process.WriteLine("");
    }

    [Fact]
    public void Denied_properties_are_read_once_access_is_granted()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Requires root to change the user.");
        using PythonProcess process = new(
            "import os, sys\nprint(1, flush=True); input(); os.setuid(65534)\nos.execv('/bin/sh', ['sh', '-c', 'echo 2; read line'])");
        Assert.Equal("1", process.ReadLine());
        using ProcessWatch watch = Watch(process.Id);
        ProcessSample before = UnprivilegedThread.Run(() => Next(watch));
        Assert.Equal((ProcessDataSets.IO | ProcessDataSets.Command, null, null), (before.Denied, before.IoReadTotal, before.Path));
        process.WriteLine("");
        Assert.Equal("2", process.ReadLine());
        int samples = 0;
        ProcessSample after;
        do after = UnprivilegedThread.Run(() => Next(watch));
        while (after.Denied != ProcessDataSets.None && ++samples < 16);
        Assert.Equal(ProcessDataSets.None, after.Denied);
        Assert.True(after is { IoReadTotal: not null, Path: not null, Arguments.Count: 3 });
        process.WriteLine("");
    }

    public void Dispose() => _session.Dispose();

    private static ProcessSample Next(ProcessWatch watch)
    {
        watch.Sample();
        return Assert.Single(watch.Processes());
    }

    private ProcessWatch Watch(int pid) => _session.Watch(new ProcessSelection { Targets = [_session.Find(pid)!.Value] });
}
