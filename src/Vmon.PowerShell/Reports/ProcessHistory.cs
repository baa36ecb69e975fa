namespace Vmon.PowerShell.Reports;

/// <summary>The processes over the time of a report: each of them, by program and by service.</summary>
internal sealed class ProcessHistory
{
    // Counting cells looks at all entities.
    private const int SamplesPerLimit = 256;

    private readonly bool _keepsArguments;

    private readonly Dictionary<int, ProcessLife> _living = [];
    private readonly List<ProcessLife> _born = [];
    private readonly List<ProcessLife> _dead = [];
    private readonly HashSet<ProcessIdentity> _denied = [];

    /// <param name="keepsArguments">Whether command lines keep their arguments.</param>
    internal ProcessHistory(bool keepsArguments)
    {
        _keepsArguments = keepsArguments;
        Lives = new UsageTable<ProcessIdentity, ProcessLife>(Total);
        Programs = new UsageTable<string, UsageEntity>(Total);
        Services = new UsageTable<string, UsageEntity>(Total);
        Timeline.Thinned += Thin;
    }

    internal Timeline Timeline { get; } = new();

    /// <summary>All processes together.</summary>
    internal UsageEntity Total { get; } = new("total");

    internal UsageTable<ProcessIdentity, ProcessLife> Lives { get; }

    internal UsageTable<string, UsageEntity> Programs { get; }

    internal UsageTable<string, UsageEntity> Services { get; }

    /// <summary>Times without samples.</summary>
    internal EventLog Gaps { get; } = new();

    internal int Started { get; private set; }

    internal int Exited { get; private set; }

    /// <summary>Processes that exited with another code than 0, or by a signal.</summary>
    internal int Failed { get; private set; }

    /// <summary>The most processes of a sample.</summary>
    internal int MostProcesses { get; private set; }

    /// <summary>Number of processes whose IO is unknown.</summary>
    internal int WithoutIo => _denied.Count;

    /// <summary>Adds a sample.</summary>
    /// <param name="readings">Its processes. Threads are part of their processes.</param>
    /// <param name="time">When it was taken.</param>
    /// <param name="interval">Time since the sample before. Null if it is the first one, or if samples are missing.</param>
    internal void Add(IReadOnlyCollection<ProcessReading> readings, DateTimeOffset time, TimeSpan? interval)
    {
        if (interval is null && Timeline.Buckets is [.., var before]) Gaps.Add(before.Last, ReportEventKind.Gap, (long)(time - before.Last).TotalSeconds);
        int bucket = Timeline.Begin(time, interval);
        double seconds = interval?.TotalSeconds ?? 0;
        int processes = 0;
        foreach (ProcessReading reading in readings)
        {
            if (reading.IsThread) continue;
            if (!reading.HasExited) processes++;
            Add(reading, time, seconds);
        }

        FindParents();
        Usage weights = default;
        for (int i = 0; i < Usage.Count; i++) weights[i] = i == (int)Resource.Memory ? 1 : seconds;
        Lives.EndSample(bucket, weights);
        Programs.EndSample(bucket, weights);
        Services.EndSample(bucket, weights);
        Total.EndSample(bucket, weights, all: null);
        MostProcesses = Math.Max(MostProcesses, processes);
        if (Timeline.Samples % SamplesPerLimit == 0) LimitCells();
    }

    private void Add(ProcessReading reading, DateTimeOffset time, double seconds)
    {
        ProcessIdentity identity = reading.Identity;
        ProcessLife? life = Lives.Find(identity);
        if (life is null)
        {
            life = new ProcessLife(reading, _keepsArguments);
            Lives.Add(identity, life);
            _born.Add(life);
            if (life.StartTime > Timeline.Buckets[0].First) Started++;
        }

        bool wasLiving = !life.HasExited;
        ProcessRates rates = ProcessRates.Of(reading);
        life.Take(reading, rates, time, seconds);
        _living[identity.Id] = life;
        if (life.HasExited && wasLiving) CountExit(life);
        Usage usage = UsageOf(reading, rates, seconds);
        if (seconds > 0 && double.IsNaN(usage[(int)Resource.Io]) && _denied.Count < UsageTable<ProcessIdentity, ProcessLife>.MostEntities) _ = _denied.Add(identity);
        Total.Add(usage);
        Lives.Count(life, usage);

        // A process has the same program and service nearly always: they are looked up when they change.
        string service = reading.Service ?? "";
        if (life.Program?.Name != life.Name) life.Program = Entity(Programs, life.Name);
        if (life.ServiceEntity?.Name != service) life.ServiceEntity = Entity(Services, service);
        Programs.Count(life.Program!, usage);
        Services.Count(life.ServiceEntity!, usage);
    }

    // Parent and child can both have lived between two samples, and come in any order.
    private void FindParents()
    {
        foreach (ProcessLife life in _born) life.Parent = _living.GetValueOrDefault(life.ParentId);
        foreach (ProcessLife life in _dead)
            if (_living.GetValueOrDefault(life.Id) == life) _ = _living.Remove(life.Id);
        _born.Clear();
        _dead.Clear();
    }

    private void CountExit(ProcessLife life)
    {
        _dead.Add(life);
        Exited++;
        if (life.ExitSignal is not null || life.ExitCode is not (0 or null)) Failed++;
    }

    private static UsageEntity Entity(UsageTable<string, UsageEntity> table, string name)
    {
        UsageEntity? entity = table.Find(name);
        if (entity is null) table.Add(name, entity = new UsageEntity(name));
        return entity;
    }

    private static Usage UsageOf(ProcessReading reading, in ProcessRates rates, double seconds)
    {
        Usage usage = Usage.Unknown;
        if (!reading.HasExited) usage[(int)Resource.Memory] = reading.WorkingSet ?? double.NaN;
        if (seconds <= 0) return usage;
        usage[(int)Resource.Cpu] = reading.Cpu ?? double.NaN;
        usage[(int)Resource.Io] = rates.Read + rates.Write ?? double.NaN;
        usage[(int)Resource.Network] = rates.Receive + rates.Send ?? double.NaN;
        return usage;
    }

    private void Thin(int[] target)
    {
        Total.Thin(target);
        Lives.Thin(target);
        Programs.Thin(target);
        Services.Thin(target);
    }

    private void LimitCells()
    {
        Lives.LimitCells();
        Programs.LimitCells();
        Services.LimitCells();
    }
}
