using Vmon.Tests.Engine.Recording;
using Vmon.Tests.PowerShell;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

/// <summary>Events of several hosts, one of whose clocks is two seconds ahead.</summary>
public sealed class MergedEventsTests : IDisposable
{
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(2);
    private static readonly EventSelection Failures = new() { Kinds = ProcessEventKind.Exit, FailedOnly = true };

    private readonly TemporaryDirectory _directory = new();

    public MergedEventsTests()
    {
        RecordedNight.Write(_directory.Combine("one"), "one");
        RecordedNight.Write(_directory.Combine("two"), "two", Ahead);
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Events_of_several_recordings_are_in_the_order_of_their_times()
    {
        using VmonRecording one = VmonRecording.Open(_directory.Combine("one"));
        using VmonRecording two = VmonRecording.Open(_directory.Combine("two"));
        ProcessEvent[] merged = [.. VmonRecording.Events([two, one], Failures, static _ => new RecordingRange(), TestContext.Current.CancellationToken)];
        ProcessEvent[] alone = [.. one.Events(Failures, new RecordingRange(), TestContext.Current.CancellationToken)];
        Assert.Equal(31, alone.Length);
        Assert.Equal(alone.SelectMany(static happened => (string[])[$"one {happened.Time.UtcTicks}", $"two {(happened.Time + Ahead).UtcTicks}"]), merged.Select(static happened => $"{happened.Session} {happened.Time.UtcTicks}"));
    }

    [Fact]
    public void Each_recording_has_its_range()
    {
        using VmonRecording one = VmonRecording.Open(_directory.Combine("one"));
        using VmonRecording two = VmonRecording.Open(_directory.Combine("two"));
        DateTimeOffset middle = RecordedNight.Start + TimeSpan.FromHours(6) + TimeSpan.FromMinutes(15);
        ProcessEvent[] merged = [.. VmonRecording.Events([one, two], Failures, recording => recording == one ? new RecordingRange(null, middle) : new RecordingRange(middle, null), TestContext.Current.CancellationToken)];
        Assert.All(merged, happened => Assert.Equal(happened.Time <= middle ? "one" : "two", happened.Session));
        Assert.Equal(merged.Select(static happened => happened.Time).Order(), merged.Select(static happened => happened.Time));
        Assert.InRange(merged.Length, 30, 32);
    }

    [Fact]
    public void Cancelled_reading_ends()
    {
        using VmonRecording one = VmonRecording.Open(_directory.Combine("one"));
        using VmonRecording two = VmonRecording.Open(_directory.Combine("two"));
        using CancellationTokenSource cancellation = new();
        List<ProcessEvent> taken = [];
        foreach (ProcessEvent happened in VmonRecording.Events([one, two], Failures, static _ => new RecordingRange(), cancellation.Token))
        {
            taken.Add(happened);
            if (taken.Count == 3) cancellation.Cancel();
        }

        Assert.InRange(taken.Count, 3, 5);
        cancellation.Cancel();
        Assert.Empty(VmonRecording.Events([one, two], Failures, static _ => new RecordingRange(), cancellation.Token));
    }

    [Fact]
    public void Cmdlet_counts_the_events_of_all_hosts()
    {
        using Shell shell = new();
        string[] hosts = [.. shell.Run("Watch-VmonEvent -Path \"$($args[0])/*\" -Failed -Kind Exit -Count 5 | ForEach-Object Session", _directory.Path).Select(static host => $"{host}")];
        Assert.Equal(["one", "two", "one", "two", "one"], hosts);
        Assert.Empty(shell.Errors);
    }
}
