namespace Vmon.Tests.Workloads;

/// <summary>A directory that is gone with all that is in it in the end.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("vmon-").FullName;

    internal string Combine(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
