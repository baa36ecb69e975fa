using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

public class PipeTests(SharedZoo shared) : IClassFixture<SharedZoo>
{
    [Fact]
    public void Pipe_connects_its_writer_and_reader()
    {
        using ShellProcess shell = new("echo up; sleep 60 | cat; true");
        _ = shell.ReadLine();
        static bool IsFirst(Pipe pipe) =>
            pipe.Writers.Any(end => end is { ProcessName: "sleep", Descriptor: 1 }) && pipe.Readers.Any(end => end is { ProcessName: "cat", Descriptor: 0 });
        Pipe first = Until(shell.Id, pipes => pipes.Any(IsFirst)).First(IsFirst);
        PipeEnd writer = first.Writers.Single(end => end.Descriptor == 1);
        PipeEnd reader = first.Readers.Single(end => end.Descriptor == 0);
        Assert.Equal((DescriptorAccess.Write, DescriptorAccess.Read), (writer.Access, reader.Access));
        Assert.Equal("cat", reader.ProcessName);
        Assert.Equal(PipeEnds.None, first.MissingEnds);
        Assert.Equal($"pipe:[{first.Inode}]", first.Name);
        Assert.Null(first.Path);
    }

    [Fact]
    public void Stages_list_a_pipeline_in_order()
    {
        using ShellProcess shell = new("echo up; sleep 61 | tail -f - | wc -l");
        _ = shell.ReadLine();
        Pipe[] pipes = Until(shell.Id, pipes => pipes.Count(IsOfChain) >= 2);
        Pipe[] chain = [.. pipes.Where(IsOfChain)]; // sleep can have inherited another pipe
        Assert.Equal([0, 1], chain.Select(pipe => pipe.Position).Take(2));
        Assert.Same(chain[0].Stages, chain[1].Stages);
        Assert.Equal(["sleep", "tail", "wc"], chain[0].Stages.Take(3).Select(stage => stage.Split(' ')[0]));
        Assert.Equal(chain[0].Readers.Single(end => end.Descriptor == 0).Id, chain[1].Writers.Single(end => end.Descriptor == 1).Id);

        // The inodes of pipes have no order.
        string whole = chain[0].Chain;
        for (int turn = 0; turn < pipes.Length; turn++)
        {
            Pipe[] turned = [.. pipes[turn..], .. pipes[..turn]];
            _ = PipeChains.Join(turned);
            Assert.Equal((whole, 0, 1), (chain[1].Chain, chain[0].Position, chain[1].Position));
            Array.Reverse(turned);
            _ = PipeChains.Join(turned);
            Assert.Equal((whole, 0, 1), (chain[1].Chain, chain[0].Position, chain[1].Position));
        }

        static bool IsOfChain(Pipe pipe) =>
            pipe.Stages.Count >= 3 && pipe.Stages[0].StartsWith("sleep", StringComparison.Ordinal) && pipe.Stages[2].StartsWith("wc", StringComparison.Ordinal);
    }

    [Fact]
    public void Ends_are_in_the_order_of_PIDs_even_after_processes_exited()
    {
        ShellProcess[] first = [.. Enumerable.Range(0, 5).Select(static _ => new ShellProcess("exec sleep 60"))];
        using ShellProcess shell = new("echo up; sleep 60 | sleep 60 | sleep 60; true");
        _ = shell.ReadLine();
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything, ProcessDataSets.Default | ProcessDataSets.Files);
        watch.Sample();
        foreach (ShellProcess process in first) process.Dispose();
        for (int i = 0; i < 3; i++) watch.Sample();
        Pipe[] shared = [.. watch.Pipes().Where(pipe => pipe.Ends.Any(end => end.Id == shell.Id))];
        Assert.Contains(shared, static pipe => pipe.Readers.Count > 1);
        Assert.All(watch.Pipes(), static pipe => Assert.Equal(pipe.Ends.OrderBy(static end => (end.Id, end.Descriptor)).Select(static end => (end.Id, end.Descriptor)), pipe.Ends.Select(static end => (end.Id, end.Descriptor))));
    }

    [Fact]
    public void Pipe_ends_outside_the_selection_are_found()
    {
        using ShellProcess shell = new("echo up; exec sleep 60");
        _ = shell.ReadLine();
        Pipe output = Of(shell.Id).Single(pipe => pipe.Writers.Any(end => end.Id == shell.Id && end.Descriptor == 1));
        Assert.Equal(Environment.ProcessId, output.Readers.Single().Id);
        Assert.Equal(PipeEnds.None, output.MissingEnds);
    }

    [Fact]
    public void IsComplete_is_false_when_only_some_processes_are_watched()
    {
        using ShellProcess shell = new("echo up; exec sleep 60");
        _ = shell.ReadLine();
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = session.Watch(new ProcessSelection { Targets = [session.Find(shell.Id)!.Value] }, ProcessDataSets.Files);
        watch.Sample();
        Pipe output = watch.Pipes().Single(pipe => pipe.Writers.Any(end => end.Descriptor == 1));
        Assert.Equal(PipeEnds.Reader, output.MissingEnds);
        Assert.False(output.IsComplete);
        Assert.Contains("? unknown", output.Chain, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingEnds_is_Reader_or_None_for_write_only_and_read_write_FIFOs()
    {
        DescriptorZoo zoo = shared.Zoo;
        Pipe[] pipes = Of(zoo.Id);
        Pipe deaf = pipes.Single(pipe => pipe.Path == zoo.Directory + "/deaf");
        Assert.Equal(PipeEnds.Reader, deaf.MissingEnds);
        Assert.Empty(deaf.Readers);
        Assert.Equal((zoo.Id, zoo["deaf"]), (deaf.Writers.Single().Id, deaf.Writers.Single().Descriptor));
        Assert.NotEqual(0ul, deaf.Identity.Device);

        Pipe both = pipes.Single(pipe => pipe.Path == zoo.Directory + "/fifo");
        Assert.Equal(PipeEnds.None, both.MissingEnds);
        Assert.Equal(both.Readers.Single(), both.Writers.Single());
    }

    [Fact]
    public void Pipe_held_at_both_ends_by_one_process_has_both()
    {
        DescriptorZoo zoo = shared.Zoo;
        Pipe own = Of(zoo.Id).Single(pipe => pipe.Readers.Any(end => end.Id == zoo.Id && end.Descriptor == zoo["reader"]));
        Assert.Equal((zoo.Id, zoo["writer"]), (own.Writers.Single().Id, own.Writers.Single().Descriptor));
    }

    [Fact]
    public void IsComplete_is_true_only_when_all_descriptors_could_be_read()
    {
        using ShellProcess piped = new("read line");
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything, ProcessDataSets.Files);
        watch.Sample();
        bool isPart = watch.Processes().All(process => process.IsKernelThread != true)
            || watch.Processes().Any(process => process.Denied.HasFlag(ProcessDataSets.Files) && process.State != ProcessState.Zombie);
        Assert.NotEmpty(watch.Pipes());
        Assert.All(watch.Pipes(), pipe => Assert.Equal(!isPart, pipe.IsComplete));
    }

    [Fact]
    public void IsComplete_is_false_inside_a_PID_namespace()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Requires root to create a PID namespace.");
        using ShellProcess inside = new($"exec {Tool.Find("unshare")} --pid --fork --mount-proc sh -c 'echo up; read line'");
        Assert.SkipWhen(inside.TryReadLine() is null, "PID namespaces cannot be created.");
        int child = int.Parse(File.ReadAllText($"/proc/{inside.Id}/task/{inside.Id}/children"), System.Globalization.CultureInfo.InvariantCulture);
        using VmonSession session = new(new SessionOptions { ProcRoot = $"/proc/{child}/root/proc" });
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything, ProcessDataSets.Files);
        watch.Sample();
        Pipe output = watch.Pipes().Single(pipe => pipe.Writers.Any(end => end.Descriptor == 1));
        Assert.Equal((PipeEnds.Reader, false), (output.MissingEnds, output.IsComplete));
        Assert.EndsWith("? unknown", output.Chain, StringComparison.Ordinal);
    }

    [Fact]
    public void WriteRate_and_ReadRate_distinguish_blocked_and_flowing_pipes()
    {
        using ShellProcess stuck = new("yes | sleep 100");
        using ShellProcess flowing = new("yes | cat >/dev/null");
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything, ProcessDataSets.Files | ProcessDataSets.IO | ProcessDataSets.WaitChannel);
        Pipe? Find(ShellProcess shell) => watch.Pipes(new ProcessSelection { Targets = [session.Find(shell.Id)!.Value], FollowChildren = true })
            .FirstOrDefault(pipe => pipe.Writers.Any(end => end is { ProcessName: "yes", Descriptor: 1 }) && pipe.Readers.Any(end => end.Descriptor == 0));
        Assert.True(SpinWait.SpinUntil(() => Sampled(watch) && Find(stuck) is { WriteRate: 0, ReadRate: 0 } && Find(flowing) is { WriteRate: > 0, ReadRate: > 0 }, 30_000));
        Assert.SkipWhen(Find(stuck)!.Writers[0].WaitChannel is not { Length: > 0 }, "The kernel does not report wait channels.");
        Assert.Contains("pipe_write", Find(stuck)!.Writers[0].WaitChannel, StringComparison.Ordinal);
        Assert.Equal(PipeState.WriterBlocked, Find(stuck)!.State);
    }

    [Fact]
    public void State_reports_a_missing_end_only_if_it_is_certain()
    {
        using ShellProcess shell = new("echo up; exec sleep 60");
        _ = shell.ReadLine();
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything, ProcessDataSets.Files | ProcessDataSets.WaitChannel);
        watch.Sample();
        Assert.All(watch.Pipes().Where(pipe => pipe.MissingEnds is not (null or PipeEnds.None)), pipe =>
            Assert.Equal(!pipe.IsComplete ? null : pipe.MissingEnds == PipeEnds.Writer ? PipeState.NoWriter : PipeState.NoReader, pipe.State));
        Pipe input = watch.Pipes(new ProcessSelection { Targets = [session.Find(shell.Id)!.Value] }).Single(pipe => pipe.Readers.Any(end => end.Id == shell.Id && end.Descriptor == 0));
        Assert.Equal(PipeState.Open, input.State);
    }

    [Fact]
    public void State_ignores_a_process_that_holds_a_copy_and_waits_elsewhere()
    {
        using ShellProcess shell = new("exec 9>&1; (yes 9>&9 | sleep 60) & echo up; exec 9>&-; wait");
        _ = shell.ReadLine();
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything, ProcessDataSets.Files | ProcessDataSets.WaitChannel);
        Pipe[] pipes = [];
        WaitUntil.True(() => Sampled(watch)
            && (pipes = [.. watch.Pipes(new ProcessSelection { Targets = [session.Find(shell.Id)!.Value], FollowChildren = true })])
                .Any(pipe => pipe.Writers.Any(end => end is { ProcessName: "yes", Descriptor: 1, WaitChannel: not "" })));
        Pipe output = pipes.Single(pipe => pipe.Writers.Any(end => end.Id == shell.Id && end.Descriptor == 1));
        Assert.Contains(output.Writers, end => end is { ProcessName: "yes", Descriptor: 9 });
        Assert.NotEqual(PipeState.WriterBlocked, output.State);
    }

    [Theory]
    [InlineData("anon_pipe_read", "", true, PipeState.ReaderWaiting)]
    [InlineData("pipe_wait_read", "anon_pipe_write", true, PipeState.WriterBlocked)]
    [InlineData("", "", true, PipeState.Open)]
    [InlineData("", null, true, null)]
    [InlineData(null, "", true, null)]
    [InlineData(null, "pipe_write", true, PipeState.WriterBlocked)]
    [InlineData("pipe_read", "absent", true, PipeState.NoWriter)]
    [InlineData("pipe_read", "absent", false, null)]
    [InlineData("absent", "pipe_write", true, PipeState.NoReader)]
    public void State_is_the_worst_known_state(string? reader, string? writer, bool isComplete, PipeState? expected)
    {
        using FakeProc proc = new();
        _ = proc.Add(1).Write();
        using VmonSession session = new(new SessionOptions { ProcRoot = proc.Path });
        List<PipeEnd> ends = [];
        foreach ((string? channel, DescriptorAccess access) in ((string?, DescriptorAccess)[])[(reader, DescriptorAccess.Read), (writer, DescriptorAccess.Write)])
        {
            if (channel == "absent") continue;
            FakeProcess process = proc.Add(10 + (int)access).Write();
            if (channel is not null) File.WriteAllText(Path.Combine(process.Path, "wchan"), channel.Length == 0 ? "0" : channel);
            using ProcessWatch watch = session.Watch(new ProcessSelection { Targets = [session.Find(process.Id)!.Value] }, ProcessDataSets.WaitChannel);
            watch.Sample();
            ends.Add(new PipeEnd(watch.Processes().Single(), 0, access));
        }

        Assert.Equal(expected, new Pipe(default, "pipe:[1]", null, ends, isComplete, isNew: false).State);
    }

    [Fact]
    public void BornPipes_and_DiedPipes_report_changes_in_the_sample_that_sees_them()
    {
        using DescriptorZoo zoo = new();
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = session.Watch(new ProcessSelection { Targets = [session.Find(zoo.Id)!.Value] }, ProcessDataSets.Files);
        watch.Sample();
        Assert.Equal(watch.Pipes().Select(pipe => pipe.Identity).ToHashSet(), watch.BornPipes.ToHashSet());
        watch.Sample();
        Assert.Empty(watch.BornPipes);
        Assert.Empty(watch.DiedPipes);

        int descriptor = int.Parse(zoo.Ask("open"), System.Globalization.CultureInfo.InvariantCulture);
        watch.Sample();
        PipeIdentity born = Assert.Single(watch.BornPipes);
        Pipe pipe = watch.Pipes().Single(pipe => pipe.IsFirstSample);
        Assert.Equal((born, descriptor), (pipe.Identity, pipe.Readers.Single().Descriptor));
        _ = zoo.Ask("close");
        watch.Sample();
        Assert.Equal(born, Assert.Single(watch.DiedPipes));
        Assert.DoesNotContain(watch.Pipes(), pipe => pipe.Identity == born);
    }

    [Fact]
    public void DiedPipes_contains_the_pipes_of_processes_that_exited()
    {
        using VmonSession session = new(new SessionOptions());
        using ShellProcess shell = new("echo up; sleep 60 | cat; true");
        _ = shell.ReadLine();
        using ProcessWatch watch = session.Watch(new ProcessSelection { Targets = [session.Find(shell.Id)!.Value], FollowChildren = true }, ProcessDataSets.Files);
        Assert.True(SpinWait.SpinUntil(() => Sampled(watch) && watch.Pipes().Any(IsJoined), 10_000));
        PipeIdentity joined = watch.Pipes().First(IsJoined).Identity;
        shell.Kill();
        WaitUntil.True(() =>
        {
            watch.Sample();
            return watch.DiedPipes.Contains(joined);
        });

        static bool IsJoined(Pipe pipe) =>
            pipe.Readers.Any(end => end is { ProcessName: "cat", Descriptor: 0 }) && pipe.Writers.Any(end => end is { ProcessName: "sleep", Descriptor: 1 });
    }

    private static bool Sampled(ProcessWatch watch)
    {
        watch.Sample();
        return true;
    }

    private static Pipe[] Of(int pid) => Until(pid, pipes => pipes.Length > 0);

    /// <summary>The pipes of a process and its descendants, when they meet the condition.</summary>
    private static Pipe[] Until(int pid, Predicate<Pipe[]> condition)
    {
        using VmonSession session = new(new SessionOptions());
        ProcessSelection narrower = new() { Targets = [session.Find(pid)!.Value], FollowChildren = true };
        Pipe[] pipes = [];
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                using ProcessWatch watch = session.Watch(ProcessSelection.Everything, ProcessDataSets.Files);
                watch.Sample();
                pipes = [.. watch.Pipes(narrower)];
                return condition(pipes);
            },
            15_000));
        return pipes;
    }
}
