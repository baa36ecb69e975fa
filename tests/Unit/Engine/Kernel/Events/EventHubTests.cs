using Vmon.Kernel.Events;
using Vmon.Native;

namespace Vmon.Tests.Engine.Kernel.Events;

public sealed class EventHubTests : IDisposable
{
    private readonly List<FakeEvents> _sources = [];
    private readonly EventHub _hub;

    public EventHubTests() => _hub = new EventHub(() =>
    {
        _sources.Add(new FakeEvents());
        return _sources[^1];
    });

    public void Dispose() => _hub.Dispose();

    [Fact]
    public void The_source_is_open_while_there_is_a_subscriber()
    {
        EventSubscription one = Subscribe();
        EventSubscription other = Subscribe();
        one.Dispose();
        one.Dispose();
        Assert.False(Assert.Single(_sources).IsDisposed);
        other.Dispose();
        Assert.True(_sources[0].IsDisposed);
        Subscribe().Dispose();
        Assert.Equal(2, _sources.Count);
    }

    [Fact]
    public void A_forgotten_subscription_closes_the_source()
    {
        Forget();
        Workloads.WaitUntil.True(() =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return _sources[0].IsDisposed;
        });
    }

    [Fact]
    public void TrySubscribe_returns_null_without_a_source_and_after_the_end()
    {
        using EventHub none = new(() => null);
        Assert.Null(none.TrySubscribe(wantsStarts: false));
        _hub.Dispose();
        Assert.Null(_hub.TrySubscribe(wantsStarts: false));
    }

    [Fact]
    public void Starts_are_reported_while_a_subscriber_wants_them()
    {
        using EventSubscription without = Subscribe();
        Assert.False(_sources[0].ReportsStarts);
        EventSubscription with = Subscribe(wantsStarts: true);
        Assert.True(_sources[0].ReportsStarts);
        _sources[0].Add(new StartRecord { Id = 5, Time = 1 });
        Assert.IsType<StartRecord>(Assert.Single(Drain(with)));
        Assert.Empty(Drain(without));
        with.Dispose();
        Assert.False(_sources[0].ReportsStarts);
    }

    [Fact]
    public void Each_subscriber_gets_what_happened_after_its_subscription_once()
    {
        using EventSubscription early = Subscribe();
        _sources[0].Add(new ExecRecord { Id = 5, Time = 1 });
        using EventSubscription late = Subscribe();
        _sources[0].Add(new ExecRecord { Id = 6, Time = 2 });
        Assert.Equal([5, 6], Drain(early).Select(record => record.Id));
        Assert.Equal([6], Drain(late).Select(record => record.Id));
        Assert.Empty(Drain(early));
    }

    [Fact]
    public void An_exit_is_final_with_the_counters_of_its_last_record()
    {
        using EventSubscription events = Subscribe();
        _sources[0].Add(Exit(5, new ProcessUsage { RunTime = 10 }));
        ExitRecord exit = Assert.IsType<ExitRecord>(Assert.Single(Drain(events)));
        Assert.Equal((false, false, 10), (exit.IsFinal, exit.IsExact, exit.Usage.RunTime));
        _sources[0].Complete(5, exit.StartTime!.Value, new ProcessUsage { RunTime = 12, MinorFaults = 3 });
        Assert.Empty(Drain(events));
        Assert.Equal((true, true, 12, 3), (exit.IsFinal, exit.IsExact, exit.Usage.RunTime, exit.Usage.MinorFaults));
    }

    [Fact]
    public void An_exit_with_another_start_is_not_completed()
    {
        using EventSubscription events = Subscribe();
        _sources[0].Add(Exit(5, default));
        _sources[0].Complete(5, 1, new ProcessUsage { RunTime = 12 });
        Assert.False(Assert.IsType<ExitRecord>(Assert.Single(Drain(events))).IsFinal);
    }

    [Fact]
    public void DrainFinal_waits_at_an_exit_that_is_not_final()
    {
        using EventSubscription events = Subscribe();
        ExitRecord first = Exit(5, default);
        _sources[0].Add(new ExecRecord { Id = 5, Time = 1 });
        _sources[0].Add(first);
        _sources[0].Add(new ExecRecord { Id = 6, Time = 1 });
        Assert.Equal([5], DrainFinal(events).Select(record => record.Id));
        Assert.Empty(DrainFinal(events));
        _sources[0].Complete(5, first.StartTime!.Value, default);
        Assert.Equal([5, 6], DrainFinal(events).Select(record => record.Id));
    }

    [Fact]
    public void A_second_exit_of_a_process_replaces_the_counters_of_the_first()
    {
        using EventSubscription events = Subscribe();
        ExitRecord first = Exit(5, new ProcessUsage { RunTime = 10 });
        _sources[0].Add(first);
        _sources[0].Add(Exit(5, new ProcessUsage { RunTime = 15 }, first.StartTime));
        Assert.Same(first, Assert.Single(Drain(events)));
        Assert.Equal(15, first.Usage.RunTime);
    }

    [Fact]
    public void An_exit_that_nothing_completes_is_given_up_after_a_second()
    {
        using EventSubscription events = Subscribe();
        long now = SystemConstants.NanosecondsSinceBoot;
        _sources[0].Add(new ExitRecord { Id = int.MaxValue, Time = now - 2_000_000_000, StartTime = 1, Usage = new ProcessUsage { RunTime = 10 } });
        ExitRecord exit = Assert.IsType<ExitRecord>(Assert.Single(DrainFinal(events)));
        Assert.Equal((true, false, 10), (exit.IsFinal, exit.IsExact, exit.Usage.RunTime));
    }

    [Fact]
    public void Lost_counts_what_the_source_lost_since_the_subscription()
    {
        using EventSubscription early = Subscribe();
        _sources[0].Lost = 5;
        using EventSubscription late = Subscribe();
        _sources[0].Lost = 7;
        Assert.Equal((7, 2), (early.Lost, late.Lost));
    }

    [Fact]
    public void Lost_counts_what_a_full_queue_has_no_place_for()
    {
        using EventSubscription events = Subscribe();
        using EventSubscription other = Subscribe();
        ExecRecord large = new() { Id = 5, Time = 1, Command = new byte[EventQueue.MostBytes / 2] };
        for (int count = 0; count < 3; count++) _sources[0].Add(large);
        Assert.Single(Drain(events));
        Assert.Equal(2, events.Lost);
        _sources[0].Add(large);
        Assert.Single(Drain(events));
        Assert.Equal(2, events.Lost);
    }

    private EventSubscription Subscribe(bool wantsStarts = false) =>
        _hub.TrySubscribe(wantsStarts) ?? throw new InvalidOperationException("The hub is closed.");

    private void Forget() => _ = Subscribe();

    private static ExitRecord Exit(int id, ProcessUsage usage, long? start = null)
    {
        long now = SystemConstants.NanosecondsSinceBoot;
        return new ExitRecord { Id = id, Time = now, StartTime = start ?? now, Usage = usage };
    }

    private static List<ProcessRecord> Drain(EventSubscription events)
    {
        List<ProcessRecord> records = [];
        events.Drain(records);
        return records;
    }

    private static List<ProcessRecord> DrainFinal(EventSubscription events)
    {
        List<ProcessRecord> records = [];
        events.DrainFinal(records);
        return records;
    }
}
