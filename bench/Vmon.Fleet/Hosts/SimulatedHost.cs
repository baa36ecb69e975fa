using System.Globalization;
using Vmon.Kernel.Events;
using Vmon.Model;
using Vmon.Parsing.Processes;
using Vmon.Tests.Engine.Model;

namespace Vmon.Fleet.Hosts;

/// <summary>
/// A host: processes of 40 programs, of which one in twenty works in each interval, and a job that starts in an interval and exits in the next, sometimes with an error. Its clocks are its
/// own.
/// </summary>
internal sealed class SimulatedHost : IDisposable
{
    /// <summary>Number of processes of a host of a fleet.</summary>
    internal const int Processes = 200;

    private const int Programs = 40;
    private const int FirstJob = 100_000;
    private const int Jobs = 30_000;
    private const int TicksPerSecond = 100;

    private readonly MemorySource _source;
    private readonly Random _random;
    private readonly Usage[] _usages;
    private readonly List<ProcessRecord> _events = [];
    private (int Id, long Start)? _job;
    private int _sample;

    /// <param name="number">Its number in the fleet, from which its name and its load follow.</param>
    /// <param name="start">Time of its clock.</param>
    /// <param name="processes">Number of its processes.</param>
    internal SimulatedHost(int number, DateTimeOffset start, int processes = Processes)
    {
        _usages = [.. Enumerable.Range(0, processes).Select(static _ => new Usage())];
        Name = string.Create(CultureInfo.InvariantCulture, $"host{number:d4}");
        _random = new Random(number);
        _source = new MemorySource(start) { ReportsAllExits = true, Rests = true };
        Table = ProcessTable.Live(_source, ProcessSelection.Everything, ProcessDataSets.Default);
    }

    internal string Name { get; }

    /// <summary>Its processes.</summary>
    internal ProcessTable Table { get; }

    /// <summary>What happened in the last interval.</summary>
    internal IReadOnlyList<ProcessRecord> Events => _events;

    /// <summary>Goes on by a time, and samples.</summary>
    internal void Advance(TimeSpan time)
    {
        _source.Pass(time);
        _events.Clear();
        for (int i = 0; i < _usages.Length; i++)
            if (_sample == 0 || _random.Next(20) == 0) Work(i, time);
        EndJob();
        StartJob(time);
        foreach (ProcessRecord happened in _events) _source.Report(happened);
        if (!Table.TrySample(CancellationToken.None)) throw new InvalidOperationException("The table took no sample.");
        _sample++;
    }

    public void Dispose() => Table.Close();

    private void Work(int index, TimeSpan time)
    {
        Usage usage = _usages[index];
        usage.Ticks += _random.Next((int)(time.TotalSeconds * (index < 10 ? 50 : 5)) + 1);
        usage.Read += _random.Next(10) == 0 ? _random.Next(1_000_000) : 0;
        usage.Written += _random.Next(5) == 0 ? 4096 * _random.Next(50) : 0;
        usage.Pages = Math.Max(100, usage.Pages + _random.Next(-50, 55));
        _source.Put(index + 1, index == 0 ? 0 : 1, user: usage.Ticks, read: usage.Read, written: usage.Written, residentPages: usage.Pages, name: $"program-{index % Programs}");
    }

    private void StartJob(TimeSpan time)
    {
        int id = FirstJob + (_sample % Jobs);
        _job = (id, _source.Now - (long)(time.TotalSeconds * TicksPerSecond / 2));
        _source.Put(id, 1, start: _job.Value.Start, user: _random.Next(20), read: 0, written: 0, residentPages: 500, name: "job");
    }

    private void EndJob()
    {
        if (_job is not { } job) return;
        _source.Remove(job.Id);
        ExitRecord exit = new()
        {
            Id = job.Id, ParentId = 1, Time = (_source.Now - 10) * (1_000_000_000 / TicksPerSecond), StartTime = job.Start * (1_000_000_000 / TicksPerSecond),
            Status = new WaitStatus(_random.Next(100) == 0 ? 1 << 8 : 0), Fields = EventFields.Parent | EventFields.ExitCode,
        };
        exit.Complete(default, isExact: false);
        _events.Add(exit);
    }

    private sealed class Usage
    {
        internal int Ticks { get; set; }

        internal long Read { get; set; }

        internal long Written { get; set; }

        internal long Pages { get; set; } = 1000;
    }
}
