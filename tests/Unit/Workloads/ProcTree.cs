namespace Vmon.Tests.Workloads;

/// <summary>A /proc of ordinary files, that a test writes as the kernel would: removed in the end.</summary>
internal sealed class ProcTree : IDisposable
{
    internal ProcTree() => this["1/comm"] = "init\n";

    internal string Root { get; } = Directory.CreateTempSubdirectory("vmon-proc-").FullName;

    /// <summary>Text of a file; null for one that is not there.</summary>
    internal string? this[string path]
    {
        set
        {
            string file = Path.Combine(Root, path);
            _ = Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            if (value is null) File.Delete(file);
            else File.WriteAllText(file, value);
        }
    }

    internal VmonSession Start(TimeProvider? time = null) => new(new SessionOptions { ProcRoot = Root, TimeProvider = time ?? TimeProvider.System });

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
