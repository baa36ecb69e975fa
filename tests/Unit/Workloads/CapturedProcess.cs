namespace Vmon.Tests.Workloads;

/// <summary>A /proc of one process in ordinary files. A test can change them between two samples.</summary>
internal sealed class CapturedProcess : IDisposable
{
    internal const int Id = 4242;

    internal CapturedProcess()
    {
        Root = Directory.CreateTempSubdirectory("vmon-captured-").FullName;
        File.WriteAllText(Path.Combine(Root, "version"), "Linux version 6.1.0-18-amd64 (builder@example) #1 SMP\n");
        Write("stat", $"{Id} (captured) S 1 1 1 0 -1 4194304 0 0 0 0 0 0 0 0 20 0 1 0 100 4096 1 18446744073709551615 1 1 77 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0\n");
    }

    internal string Root { get; }

    private string Folder => Path.Combine(Root, $"{Id}");

    internal void Write(string file, string text)
    {
        string path = Path.Combine(Folder, file);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    internal void Link(string file, string target)
    {
        string path = Path.Combine(Folder, file);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        _ = File.CreateSymbolicLink(path, target);
    }

    internal void Remove(string file) => File.Delete(Path.Combine(Folder, file));

    internal void End() => Directory.Delete(Folder, recursive: true);

    internal VmonSession Open() => new(new SessionOptions { ProcRoot = Root });

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
