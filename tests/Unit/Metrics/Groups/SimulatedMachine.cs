using Vmon.Metrics.Declarations;
using Vmon.Metrics.Groups;

namespace Vmon.Tests.Metrics.Groups;

/// <summary>A machine on which processes start, work, change groups and exit, some of them between two samples. It keeps its own account.</summary>
internal sealed class SimulatedMachine(int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<Process> _processes = [];
    private readonly HashSet<string> _groups = [];
    private int _nextId = 1;
    private int _nextTransient = 1;
    private long _ticks;

    /// <summary>What a sample has.</summary>
    internal List<(ProcessIdentity Process, string Group, ProcessUsage Usage)> Sampled { get; } = [];

    /// <summary>What the living processes have.</summary>
    internal LevelValues Levels { get; private set; }

    /// <summary>Time since the previous sample.</summary>
    internal TimeSpan Elapsed { get; private set; }

    /// <summary>Number of groups that had a process.</summary>
    internal int GroupCount => _groups.Count;

    /// <summary>Goes on to the next sample.</summary>
    /// <returns>What all processes counted since the previous one. Nothing for the first sample, which has nothing to compare with.</returns>
    internal CounterValues Advance(bool isFirst)
    {
        Elapsed = TimeSpan.FromSeconds(_random.Next(1, 101));
        _ticks += (long)Elapsed.TotalSeconds * 100;
        Sampled.Clear();
        CounterValues used = default;
        int starts = isFirst ? 60 : _random.Next(0, 6);
        for (int i = 0; i < starts; i++) _processes.Add(new Process(new ProcessIdentity(NextId(), _ticks - _random.Next(100)), NewGroup(), _random.Next(2, 400), _random.NextDouble()) { IsNew = !isFirst });
        LevelValues levels = default;
        for (int i = _processes.Count - 1; i >= 0; i--)
        {
            Process process = _processes[i];
            ProcessUsage usage = Work(process, isFirst);
            if (!isFirst) used.Add(process.Used);
            process.IsNew = false;
            if (_random.Next(200) == 0) process.Group = NewGroup();
            if (usage.HasExited) _processes.RemoveAt(i);
            else levels.Add(usage.Levels);
        }

        Levels = levels;
        return used;
    }

    private ProcessUsage Work(Process process, bool isFirst)
    {
        ProcessUsage usage = new() { IsBorn = process.IsNew, HasExited = !isFirst && --process.SamplesLeft <= 0 };
        CounterValues used = default;
        bool isIdle = _random.Next(3) == 0;
        for (int i = 0; i < CounterValues.Count && !isIdle; i++)
        {
            long increase = (long)(_random.NextInt64(1_000_000_000) * process.Weight * Elapsed.TotalSeconds);
            used[i] = increase;
            if (i is (int)GroupCounter.DiskRead or (int)GroupCounter.DiskWrite) usage.Increases[i] = isFirst ? 0 : increase;
            else if (i < (int)GroupCounter.Starts) process.Totals[i] += increase;
            else used[i] = 0;
        }

        if (usage.IsBorn) used[(int)GroupCounter.Starts] = usage.Increases[(int)GroupCounter.Starts] = 1;
        if (usage.HasExited)
        {
            int exit = _random.Next((int)GroupCounter.ExitSuccess, CounterValues.Count);
            used[exit] = usage.Increases[exit] = 1;
        }
        else
        {
            usage.Levels[GroupLevel.Processes] = 1;
            usage.Levels[GroupLevel.Threads] = _random.Next(1, 9);
            usage.Levels[GroupLevel.Resident] = (long)(process.Weight * _random.NextInt64(1 << 28));
            usage.Levels[GroupLevel.Virtual] = 1 << 30;
            usage.Levels[GroupLevel.Descriptors] = _random.Next(3, 1000);
        }

        usage.Totals = process.Totals;
        process.Used = used;
        Sampled.Add((process.Identity, process.Group, usage));
        return usage;
    }

    // Some services that stay, some names that come back, and many that come once.
    private string NewGroup()
    {
        string group = _random.Next(10) switch
        {
            < 4 => $"service{_random.Next(12)}",
            < 8 => $"job{_random.Next(60)}",
            _ => $"transient{_nextTransient++}",
        };
        _ = _groups.Add(group);
        return group;
    }

    // PIDs are reused.
    private int NextId() => _nextId = (_nextId % 500) + 1;

    private sealed class Process(ProcessIdentity identity, string group, int samples, double weight)
    {
        internal CounterValues Totals;
        internal CounterValues Used;

        internal ProcessIdentity Identity { get; } = identity;

        internal string Group { get; set; } = group;

        internal int SamplesLeft { get; set; } = samples;

        internal double Weight { get; } = weight * weight * weight;

        internal bool IsNew { get; set; }
    }
}
