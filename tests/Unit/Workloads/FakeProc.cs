using System.Globalization;

namespace Vmon.Tests.Workloads;

/// <summary>A /proc in ordinary files, which a test changes between samples. Nothing of it is kept open, as it is no procfs.</summary>
internal sealed class FakeProc : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Dictionary<int, FakeProcess> _processes = [];
    private TimeSpan _uptime;

    internal FakeProc()
    {
        Uptime = TimeSpan.FromSeconds(1000);
        File.WriteAllText(_directory.Combine("stat"), "cpu  1 2 3 4\nbtime 1700000000\n");
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

    /// <summary>The tick that is now, as a start time.</summary>
    internal long Now => (long)(Uptime.TotalSeconds * 100);

    internal FakeProcess this[int id] => _processes[id];

    internal FakeProcess Add(int id, int parent = 0, long start = 100, string? name = null)
    {
        FakeProcess process = new(this, id) { Parent = parent, Start = start };
        if (name is not null) process.Name = System.Text.Encoding.UTF8.GetBytes(name);
        _processes[id] = process;
        _ = process.Write();
        WriteChildrenOf(parent);
        WriteChildrenOf(id);
        return process;
    }

    /// <summary>The process ends; its children go to another parent.</summary>
    internal void Remove(int id, int heir = 0)
    {
        FakeProcess process = _processes[id];
        _ = _processes.Remove(id);
        Directory.Delete(process.Path, recursive: true);
        foreach (FakeProcess child in _processes.Values.Where(other => other.Parent == id).ToArray()) Move(child.Id, heir);
        WriteChildrenOf(process.Parent);
    }

    internal void Move(int id, int parent)
    {
        int former = _processes[id].Parent;
        _processes[id].Parent = parent;
        _ = _processes[id].Write();
        WriteChildrenOf(former);
        WriteChildrenOf(parent);
    }

    /// <summary>A moment passes on both clocks.</summary>
    internal void Pass(TimeSpan time)
    {
        Time.Advance(time);
        Uptime += time;
    }

    internal VmonSession Start() => new(new SessionOptions { ProcRoot = Path, TimeProvider = Time });

    public void Dispose() => _directory.Dispose();

    private void WriteChildrenOf(int id)
    {
        if (!_processes.TryGetValue(id, out FakeProcess? process)) return;
        process.WriteChildren(HasChildren ? _processes.Values.Where(other => other.Parent == id).Select(other => other.Id).Order() : null);
    }
}
