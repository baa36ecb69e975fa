namespace Vmon.Tests.Workloads;

/// <summary>A /proc of ordinary files with the files of the machine, which a test writes.</summary>
internal sealed class ProcTree : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    internal ProcTree()
    {
        this["1/comm"] = "init\n";
        this["version"] = "Linux version 6.1.0-18-amd64 (builder@example) #1 SMP\n";
    }

    internal string Root => _directory.Path;

    /// <summary>Content of a file. Null if it does not exist.</summary>
    internal string? this[string path]
    {
        set
        {
            string file = _directory.Combine(path);
            _ = Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            if (value is null) File.Delete(file);
            else File.WriteAllText(file, value);
        }
    }

    internal VmonSession Start(TimeProvider time) => new(new SessionOptions { ProcRoot = Root, TimeProvider = time });

    public void Dispose() => _directory.Dispose();
}
