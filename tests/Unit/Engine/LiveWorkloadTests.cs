using System.Globalization;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

/// <summary>Programs with many threads, a subreaper or a rewritten title, compared with other sources.</summary>
public sealed class LiveWorkloadTests : IDisposable
{
    private const string ManyThreads =
        "import threading, time, sys; [threading.Thread(target=time.sleep, args=(1000,), daemon=True).start() for _ in range(20)]; print('up', flush=True); sys.stdin.readline()";

    // The middle process exits, so the subreaper adopts the lowest.
    private const string Subreaper =
        "import ctypes, os, sys, time; ctypes.CDLL(None).prctl(36, 1); pid = os.fork();\n"
        + "if pid == 0:\n  low = os.fork()\n  if low == 0: time.sleep(1000)\n  print(os.getpid(), low, flush=True)\n  sys.stdin.readline()\n  os._exit(0)\n"
        + "os.waitpid(pid, 0); print('adopted', flush=True); time.sleep(1000)";

    private readonly VmonSession _session = new(new SessionOptions());

    [Fact]
    public void Threads_agree_with_ps()
    {
        using ShellProcess process = new($"exec {Tool.Find("python3")} -c \"{ManyThreads}\"");
        _ = process.ReadLine();
        using ProcessWatch watch = Watch(process.Id, new ProcessSelection { IncludeThreads = true });
        watch.Sample();
        string[] theirs = [.. Tool.Run("ps", "-L", "-p", $"{process.Id}", "-o", "lwp=,comm=").Split('\n').Select(Words).Where(line => line != $"{process.Id} python3")];
        Assert.True(theirs.Length >= 20);
        Assert.Equal(theirs.Order(), watch.Processes().Where(sample => sample.IsThread).Select(thread => $"{thread.ThreadId} {thread.ProcessName}").Order());
        Assert.Equal(theirs.Length + 1, watch.Processes().Single(sample => !sample.IsThread).ThreadCount);
    }

    [Fact]
    public void ChildrenCpu_agrees_with_time()
    {
        string report = Path.Combine(Path.GetTempPath(), $"vmon-{Guid.NewGuid():N}");
        using ShellProcess shell = new(
            $"{Tool.Find("time")} -v -o '{report}' sh -c 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done'; echo over; read line");
        _ = shell.ReadLine();
        using ProcessWatch watch = Watch(shell.Id, new ProcessSelection());
        watch.Sample();
        double used = File.ReadLines(report).Where(line => line.Contains("time (seconds)", StringComparison.Ordinal))
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
        File.Delete(report);
        Assert.InRange(watch.Processes().Single().ChildrenCpu!.Value, used - 0.03, used + 0.06);
    }

    [Fact]
    public void Orphan_is_shown_below_its_subreaper()
    {
        using ShellProcess reaper = new($"exec {Tool.Find("python3")} -c \"{Subreaper}\"");
        int[] pids = [.. reaper.ReadLine().Split(' ').Select(pid => int.Parse(pid, CultureInfo.InvariantCulture))];
        using ProcessWatch watch = Watch(reaper.Id, new ProcessSelection { FollowChildren = true });
        for (int sample = 0; sample < 20; sample++) watch.Sample();
        Assert.Equal([0, 1, 2], watch.Processes().Select(process => process.Depth));
        reaper.WriteLine("end");
        Assert.Equal("adopted", reaper.ReadLine());
        watch.Sample();
        Assert.True(watch.Processes().Single(process => process.Id == pids[0]).HasExited);
        Assert.Equal(reaper.Id, watch.Processes().Single(process => process.Id == pids[1]).ParentId);
        watch.Sample();
        Assert.Equal([(reaper.Id, 0), (pids[1], 1)], watch.Processes().Select(process => (process.Id, process.Depth)));
        Assert.All(watch.Processes(), process => Assert.False(process.IsFirstSample || process.HasExited));
    }

    [Fact]
    public void CommandLine_shows_a_rewritten_title_within_32_samples()
    {
        using ShellProcess process = new($"exec {Tool.Find("perl")} -e '$| = 1; print \"up\\n\"; <STDIN>; $0 = \"server: idle\"; print \"renamed\\n\"; <STDIN>'");
        _ = process.ReadLine();
        using ProcessWatch watch = Watch(process.Id, new ProcessSelection());
        watch.Sample();
        process.WriteLine("rename");
        _ = process.ReadLine();
        int samples = 0;
        do watch.Sample();
        while (watch.Processes().Single().CommandLine != "server: idle" && ++samples < 32);
        Assert.Equal("server: idle", watch.Processes().Single().CommandLine);
    }

    public void Dispose() => _session.Dispose();

    private static string Words(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private ProcessWatch Watch(int pid, ProcessSelection selection) => _session.Watch(selection with { Targets = [_session.Find(pid)!.Value] });
}
