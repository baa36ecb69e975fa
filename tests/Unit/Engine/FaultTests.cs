using Vmon.Native;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

// Makes the system calls of sampling fail with errors that say nothing about the process: no descriptors, no memory, interrupted, or IO error.
public sealed class FaultTests : IDisposable
{
    private const int Samples = 40;
    private const Errno EIO = (Errno)5;

    private static readonly Errno[] Errors = [Errno.EMFILE, Errno.ENFILE, Errno.ENOMEM, Errno.EAGAIN, Errno.EINTR, EIO];

    private readonly ShellProcess _shell = new("sleep 1000 & sleep 1000 | sleep 1000 & (sleep 1000 & wait) & echo up; wait");
    private readonly VmonSession _session = new(new SessionOptions());
    private readonly ProcessSelection _tree;

    public FaultTests()
    {
        _ = _shell.ReadLine();
        _tree = new ProcessSelection { Targets = [_session.Find(_shell.Id)!.Value], FollowChildren = true, IncludeThreads = true };
        WaitUntil.True(AreAllAsleep);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Failing_system_calls_never_cause_false_Exited_or_PipeVanished_events(bool exact)
    {
        Random random = new(1);
        using ProcessWatch watch = _session.Watch(_tree, ProcessDataSets.All, exact);
        watch.Sample();
        Use(watch);
        int[] before = Processes(watch);
        bool isFaulty = true;
        List<string> ended = [];
        watch.Exited += (_, args) => ended.Add($"{args.Process}");
        watch.PipeVanished += (_, args) => ended.Add($"{args.Pipe}");
        FaultyThread.Run(
            _ => isFaulty && random.Next(4) == 0 ? Errors[random.Next(Errors.Length)] : Errno.None,
            () =>
            {
                for (int sample = 0; sample < Samples; sample++)
                {
                    watch.Sample();
                    Use(watch);
                }

                isFaulty = false;
                watch.Sample();
            });
        Assert.Empty(ended);
        Assert.Equal(before, Processes(watch));
    }

    [Theory]
    [InlineData((int)Errno.EMFILE)]
    [InlineData((int)Errno.ENFILE)]
    [InlineData((int)Errno.ENOMEM)]
    public void Sample_with_kept_descriptors_succeeds_when_open_fails(int errno)
    {
        using ProcessWatch watch = _session.Watch(_tree);
        watch.Sample();
        int[] before = Processes(watch);
        bool isFaulty = true;
        int kept = _session.OpenDescriptorCount;
        FaultyThread.Run(
            call => isFaulty && call == SystemCall.OpenAt ? (Errno)errno : Errno.None,
            () =>
            {
                watch.Sample();
                Assert.Equal(before, Processes(watch));
                isFaulty = false;
                watch.Sample();
                Assert.Equal(before, Processes(watch));
                Assert.All(watch.Processes(), process => Assert.NotNull(process.CpuPercent));
            });
        Assert.False(watch.HasRunShort);
        Assert.InRange(kept, 1, int.MaxValue);
    }

    [Fact]
    public void HasRunShort_is_true_and_the_budget_halved_after_EMFILE()
    {
        using ProcessWatch watch = _session.Watch(_tree);
        watch.Sample();
        int kept = _session.OpenDescriptorCount;
        bool isFaulty = false;
        FaultyThread.Run(
            call => isFaulty && call == SystemCall.OpenAt ? Errno.EMFILE : Errno.None,
            () =>
            {
                using ProcessWatch late = _session.Watch(_tree);
                isFaulty = true;
                late.Sample();
                isFaulty = false;
                Assert.True(late.HasRunShort);
                Assert.False(late.HasExited);
                Assert.Empty(late.Processes());
                late.Sample();
                Assert.False(late.HasRunShort);
                Assert.Equal(Processes(watch), Processes(late));
            });
        Assert.InRange(_session.DescriptorBudget, 1, kept / 2);
        Assert.InRange(_session.OpenDescriptorCount, 0, kept);
    }

    [Fact]
    public void HasRunShort_is_true_after_ENOMEM()
    {
        using ProcessWatch watch = _session.Watch(_tree);
        watch.Sample();
        bool isFaulty = true;
        FaultyThread.Run(
            call => isFaulty && call == SystemCall.PRead ? Errno.ENOMEM : Errno.None,
            () =>
            {
                watch.Sample();
                Assert.True(watch.HasRunShort);
                isFaulty = false;
                watch.Sample();
                Assert.False(watch.HasRunShort);
            });
    }

    [Fact]
    public void DescriptorBudget_recovers_after_a_shortage()
    {
        using ProcessWatch watch = _session.Watch(_tree, exact: true);
        watch.Sample();
        (int budget, int kept) = (_session.DescriptorBudget, _session.OpenDescriptorCount);
        bool isFaulty = false;
        FaultyThread.Run(
            call => isFaulty && call == SystemCall.OpenAt ? Errno.EMFILE : Errno.None,
            () =>
            {
                using ProcessWatch late = _session.Watch(_tree);
                isFaulty = true;
                late.Sample();
            });
        Assert.InRange(_session.DescriptorBudget, 0, kept / 2);
        for (int i = 0; i < 10_000 && _session.DescriptorBudget < budget; i++) watch.Sample();
        Assert.Equal((budget, kept), (_session.DescriptorBudget, _session.OpenDescriptorCount));
    }

    [Fact]
    public void Thread_that_was_unreadable_at_first_is_sampled_once_readable()
    {
        ProcessSelection self = new() { Targets = [_session.Find(Environment.ProcessId)!.Value], IncludeThreads = true };
        using ProcessWatch watch = _session.Watch(self);
        watch.Sample();
        int[] tids = [];
        bool isFaulty = false;
        int opened = 0;
        FaultyThread.Run(
            call => isFaulty && call == SystemCall.OpenAt && opened++ > 0 ? Errno.EMFILE : Errno.None,
            () =>
            {
                using WorkerThread thread = new("late");
                opened = -1; // the task directory of its process can be listed
                isFaulty = true;
                watch.Sample();
                isFaulty = false;
                Assert.DoesNotContain(watch.Processes(), process => process.ThreadId == thread.Tid);
                watch.Sample();
                Assert.Contains(watch.Processes(), process => process.ThreadId == thread.Tid);
            });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Exhausted_descriptors_are_never_reported_as_missing_process_or_proc(int available)
    {
        ProcessIdentity self = _session.Find(Environment.ProcessId)!.Value;
        int left = available;
        List<string> answers = [];
        FaultyThread.Run(
            call => call == SystemCall.OpenAt && left-- <= 0 ? Errno.EMFILE : Errno.None,
            () =>
            {
                answers.Add(Answer(() => new VmonSession(new SessionOptions()).IsLocal.ToString()));
                left = available;
                answers.Add(Answer(() => (_session.Find(self.Id) == self).ToString()));
                left = available;
                answers.Add(Answer(() => (!_session.HasExited(self)).ToString()));
                left = available;
                answers.Add(Answer(() => (_session.Hold(self, out HeldProcess? held) is HoldStatus.Ok or HoldStatus.Failed).ToString()));
            });
        Assert.All(answers, answer => Assert.True(answer is "True" or nameof(ExhaustedException), answer));
        Assert.Contains(available == 0 ? nameof(ExhaustedException) : "True", answers);
    }

    [Fact]
    public void Interrupted_system_calls_are_retried()
    {
        int calls = 0;
        using ProcessWatch watch = _session.Watch(_tree, ProcessDataSets.All);
        watch.Sample();
        string[] before = Described(watch);
        using ProcessWatch interrupted = _session.Watch(_tree, ProcessDataSets.All);
        FaultyThread.Run(
            call => !call.IsNeverInterrupted && calls++ % 2 == 0 ? Errno.EINTR : Errno.None,
            interrupted.Sample);
        Assert.Equal(before, Described(interrupted));
    }

    [Fact]
    public void CommandLine_is_null_and_retried_when_no_thread_can_be_created()
    {
        using ProcessWatch before = _session.Watch(_tree);
        before.Sample();
        using ProcessWatch watch = _session.Watch(_tree);
        bool isFaulty = true;
        FaultyThread.Run(
            call => isFaulty && (call == SystemCall.OldNewThread || call == SystemCall.NewThread) ? Errno.EAGAIN : Errno.None,
            () =>
            {
                watch.Sample();
                Assert.Equal(Figures(before), Figures(watch));
                Assert.All(watch.Processes(), process => Assert.Null(process.CommandLine));
                isFaulty = false;
                watch.Sample();
                Assert.Equal(Described(before), Described(watch));
            });
    }

    [Fact]
    public void UserName_is_retried_after_a_failed_lookup()
    {
        using ProcessWatch watch = _session.Watch(_tree, ProcessDataSets.Status);
        watch.Sample();
        ProcessSample process = watch.Processes().First();
        string? name = "";
        Assert.True(UserDatabase.TryName(0, out _)); // libc loads its modules with the first call
        FaultyThread.Run(call => call == SystemCall.OpenAt ? Errno.EMFILE : Errno.None, () => name = process.UserName, allOpens: true);
        Assert.SkipWhen(
            name is not null && File.ReadAllText("/proc/self/maps").Contains("libnss_systemd", StringComparison.Ordinal),
            "Another test has looked up an unknown user, so libc has loaded libnss_systemd, which knows root without a file.");
        Assert.Null(name);
        Assert.Equal(Environment.UserName, process.UserName);
    }

    public void Dispose()
    {
        _session.Dispose();
        _shell.Dispose();
    }

    private bool AreAllAsleep()
    {
        using ProcessWatch watch = _session.Watch(_tree);
        watch.Sample();
        return watch.Processes().Count(process => process.ProcessName == "sleep") == 4;
    }

    private static string Answer(Func<string> ask)
    {
        try
        {
            return ask();
        }
        catch (IOException error)
        {
            return error.GetType().Name;
        }
    }

    private static int[] Processes(ProcessWatch watch) => [.. watch.Processes().Where(process => !process.IsThread).Select(process => process.Id).Order()];

    private static string[] Described(ProcessWatch watch) =>
    [
        .. watch.Processes().Select(process => $"{process} {process.Path} {process.CommandLine} {process.FileCount} {process.UserName} {process.OomScoreAdjustment}"),
        .. watch.Pipes().Select(pipe => $"{pipe}"),
    ];

    private static string[] Figures(ProcessWatch watch) =>
        [.. watch.Processes().Select(process => $"{process} {process.Path} {process.WorkingSet} {process.CPU} {process.IoReadCharsTotal} {process.ThreadCount} {process.Denied}")];

    private static void Use(ProcessWatch watch)
    {
        foreach (ProcessSample process in watch.Processes()) _ = (process.CpuPercent, process.UserName, process.StartTime);
        foreach (OpenFile file in watch.Files(new FileSelection { IncludeInfo = true })) _ = file.Socket;
        _ = watch.Pipes().Count();
        _ = watch.Denied();
    }
}
