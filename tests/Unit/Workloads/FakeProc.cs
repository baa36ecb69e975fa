using System.Globalization;

namespace Vmon.Tests.Workloads;

/// <summary>A /proc in ordinary files, which a test changes between samples. It is not a procfs, so no file is kept open.</summary>
internal sealed class FakeProc : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Dictionary<int, FakeProcess> _processes = [];
    private readonly Dictionary<int, SortedSet<int>> _children = [];
    private TimeSpan _uptime;

    internal FakeProc()
    {
        Uptime = TimeSpan.FromSeconds(1000);
        File.WriteAllText(_directory.Combine("stat"), "cpu  1 2 3 4\nbtime 1700000000\n");
        File.WriteAllText(_directory.Combine("version"), "Linux version 6.1.0-18-amd64 (builder@example) #1 SMP\n");
    }

    internal string Path => _directory.Path;

    internal FakeTime Time { get; } = new();

    /// <summary>Whether the kernel has task/TID/children.</summary>
    internal bool HasChildren { get; set; } = true;

    internal TimeSpan Uptime
    {
        get => _uptime;
        set
        {
            _uptime = value;
            File.WriteAllText(_directory.Combine("uptime"), value.TotalSeconds.ToString("F2", CultureInfo.InvariantCulture) + " 0.00\n");
        }
    }

    /// <summary>The current time in ticks, like a start time.</summary>
    internal long Now => (long)(Uptime.TotalSeconds * 100);

    internal FakeProcess this[int id] => _processes[id];

    internal FakeProcess Add(int id, int parent = 0, long start = 100, string? name = null)
    {
        FakeProcess process = new(this, id) { Parent = parent, Start = start };
        if (name is not null) process.Name = System.Text.Encoding.UTF8.GetBytes(name);
        _processes[id] = process;
        _ = ChildrenOf(parent).Add(id);
        _ = process.Write();
        WriteChildrenOf(parent);
        WriteChildrenOf(id);
        return process;
    }

    /// <summary>Processes 1 to <paramref name="length"/>, each the parent of the next, with only the files that discovery needs.</summary>
    internal void AddChain(int length)
    {
        for (int id = 1; id <= length; id++)
        {
            FakeProcess process = _processes[id] = new FakeProcess(this, id) { Parent = id - 1 };
            _ = ChildrenOf(id - 1).Add(id);
            process.WriteStat();
            process.WriteChildren(id < length ? [id + 1] : []);
        }
    }

    /// <summary>The process exits, and another adopts its children.</summary>
    internal void Remove(int id, int heir = 0)
    {
        FakeProcess process = _processes[id];
        _ = _processes.Remove(id);
        Directory.Delete(process.Path, recursive: true);
        foreach (int child in ChildrenOf(id).ToArray()) Move(child, heir);
        _ = ChildrenOf(process.Parent).Remove(id);
        WriteChildrenOf(process.Parent);
    }

    internal void Move(int id, int parent)
    {
        int former = _processes[id].Parent;
        _ = ChildrenOf(former).Remove(id);
        _ = ChildrenOf(parent).Add(id);
        _processes[id].Parent = parent;
        _ = _processes[id].Write();
        WriteChildrenOf(former);
        WriteChildrenOf(parent);
    }

    /// <summary>Advances both clocks.</summary>
    internal void Pass(TimeSpan time)
    {
        Time.Advance(time);
        Uptime += time;
    }

    internal VmonSession Start() => new(new SessionOptions { ProcRoot = Path, TimeProvider = Time });

    public void Dispose() => _directory.Dispose();

    private SortedSet<int> ChildrenOf(int id) => _children.TryGetValue(id, out SortedSet<int>? known) ? known : _children[id] = [];

    private void WriteChildrenOf(int id)
    {
        if (!_processes.TryGetValue(id, out FakeProcess? process)) return;
        process.WriteChildren(HasChildren ? ChildrenOf(id) : null);
    }
}
