using System.Diagnostics;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

public class ShortLivedTests
{
    private const int Count = 50;

    [Theory]
    [InlineData(EventSource.Bpf)]
    [InlineData(EventSource.ProcConnector)]
    public void Every_process_that_lived_between_two_samples_shows_once_with_its_exit_code(EventSource source)
    {
        using VmonSession session = EventSessions.Of(source);
        using ShellProcess shell = new($"echo ready; read line; i=0; while [ $((i += 1)) -le {Count} ]; do sh -c \"exit $i\"; done; echo done; read line");
        _ = shell.ReadLine();
        using ProcessWatch watch = session.Watch(new ProcessSelection { Targets = [session.Find(shell.Id)!.Value], FollowChildren = true });
        watch.Sample();
        Assert.Equal(source, watch.EventSource);
        shell.WriteLine("go");
        List<ProcessSample> exited = [];
        HashSet<ProcessIdentity> running = [];
        WaitUntil.True(() => Sample() >= Count);
        for (int sample = 0; sample < 3; sample++) _ = Sample();
        Assert.Equal(Enumerable.Range(1, Count), exited.Select(process => process.ExitCode!.Value).Order());
        Assert.All(exited, process => Assert.True(process.HasStarted || running.Contains(process.Identity)));
        Assert.All(exited, process => Assert.Equal(shell.Id, process.ParentId));
        Assert.All(exited, process => Assert.True(process.ExitTime >= process.StartTime, $"{process.StartTime:O} to {process.ExitTime:O}"));
        if (source == EventSource.Bpf) Assert.All(exited, process => Assert.NotNull(process.CPU)); // a process of microseconds can still lack its last time slice
        else Assert.All(exited.Where(process => process.ThreadCount is null), process => Assert.Equal((null, null), (process.CPU, process.IoWrite)));
        Assert.Equal(0, watch.LostEventCount);

        int Sample()
        {
            watch.Sample();
            foreach (ProcessSample process in watch.Processes().Where(process => process.Id != shell.Id))
            {
                if (!process.HasExited) _ = running.Add(process.Identity);
                else exited.Add(process);
            }

            return exited.Count;
        }
    }

    [Theory]
    [InlineData(EventSource.Bpf)]
    [InlineData(EventSource.ProcConnector)]
    public void Orphans_are_followed_whether_they_exist_or_have_exited(EventSource source)
    {
        using VmonSession session = EventSessions.Of(source);
        using ShellProcess shell = new("echo ready; read line; ((exit 7) & :); (sleep 1000 >/dev/null & echo $!); read line");
        _ = shell.ReadLine();
        using ProcessWatch watch = session.Watch(new ProcessSelection { Targets = [session.Find(shell.Id)!.Value], FollowChildren = true });
        watch.Sample();
        Assert.Equal(source, watch.EventSource);
        shell.WriteLine("go");
        int sleeper = int.Parse(shell.ReadLine(), System.Globalization.CultureInfo.InvariantCulture);
        try
        {
            List<ProcessSample> shown = [];
            WaitUntil.True(() =>
            {
                watch.Sample();
                shown.AddRange(watch.Processes());
                return shown.Exists(process => process.ExitCode == 7);
            });
            Assert.Equal(7, Assert.Single(shown, process => process.ExitCode is not (null or 0)).ExitCode);
            ProcessSample orphan = watch.Processes().Single(process => process.Id == sleeper);
            Assert.NotEqual(shell.Id, orphan.ParentId);
            Assert.False(orphan.HasExited);
        }
        finally
        {
            using Process process = Process.GetProcessById(sleeper);
            process.Kill();
        }

        WaitUntil.True(() =>
        {
            watch.Sample();
            return watch.Processes().Any(process => process.Id == sleeper && process.ExitSignal == Signals.SIGKILL);
        });
    }

    [Fact]
    public void IoWrite_of_a_process_that_lived_between_two_samples_is_what_it_wrote()
    {
        string file = Path.Combine(Path.GetTempPath(), $"vmon-{Guid.NewGuid():N}");
        try
        {
            using VmonSession session = new(new SessionOptions());
            using ShellProcess shell = new($"echo ready; read line; dd if=/dev/zero of={file} bs=65536 count=64 status=none; echo done; read line");
            _ = shell.ReadLine();
            using ProcessWatch watch = session.Watch(new ProcessSelection { Targets = [session.Find(shell.Id)!.Value], FollowChildren = true });
            watch.Sample();
            Assert.SkipWhen(watch.EventSource != EventSource.Bpf, "Process events are not available. They require root, BTF and the initial PID namespace.");
            shell.WriteLine("go");
            _ = shell.ReadLine();
            watch.Sample();
            ProcessSample dd = watch.Processes().Single(process => process.ProcessName == "dd");
            Assert.True(dd is { HasStarted: true, HasExited: true });
            Assert.Equal((0, 64 * 65536L), (dd.ExitCode, dd.IoWriteChars));
            Assert.StartsWith("dd if=/dev/zero", dd.CommandLine, StringComparison.Ordinal);
            Assert.Equal(0, watch.Processes().Single(process => process.Id == shell.Id).IoWriteChars - "done\n".Length);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Unit_of_a_process_is_known_although_its_group_was_removed_with_it()
    {
        using VmonSession session = new(new SessionOptions());
        using ControlGroup slice = ControlGroup.With("cgroup.events");
        string directory = $"{slice.Directory}/once.service";
        using ShellProcess shell = new($"echo ready; read line; mkdir {directory}; sh -c 'echo $$ >{directory}/cgroup.procs; exec true'; rmdir {directory}; echo done; read line");
        _ = shell.ReadLine();
        using ProcessWatch watch = session.Watch(new ProcessSelection { Targets = [session.Find(shell.Id)!.Value], FollowChildren = true });
        watch.Sample();
        Assert.SkipWhen(watch.EventSource != EventSource.Bpf, "Process events are not available. They require root, BTF and the initial PID namespace.");
        shell.WriteLine("go");
        _ = shell.ReadLine();
        Assert.False(Directory.Exists(directory));
        watch.Sample();
        ProcessSample once = watch.Processes().Single(process => process.ProcessName == "true");
        Assert.Equal(($"{slice.Path}/once.service", "once.service"), (once.CgroupPath, once.Unit));
    }

    [Fact]
    public void Session_without_events_shows_no_process_that_it_has_not_read()
    {
        using VmonSession session = new(new SessionOptions { UseEvents = false });
        using ShellProcess shell = new("echo ready; read line; sh -c 'exit 3'; echo done; read line");
        _ = shell.ReadLine();
        using ProcessWatch watch = session.Watch(new ProcessSelection { Targets = [session.Find(shell.Id)!.Value], FollowChildren = true });
        watch.Sample();
        shell.WriteLine("go");
        _ = shell.ReadLine();
        watch.Sample();
        Assert.Equal([shell.Id], watch.Processes().Select(process => process.Id));
        Assert.Null(watch.EventSource);
    }
}
