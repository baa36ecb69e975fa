using System.Diagnostics;

namespace Vmon.Tests.Workloads;

/// <summary>A temporary directory, in memory if possible. Dispose deletes it and its content.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    private const string InMemory = "/dev/shm";

    internal string Path { get; } = Directory.Exists(InMemory) ? Create(InMemory) : Create(System.IO.Path.GetTempPath());

    internal string Combine(string name) => System.IO.Path.Combine(Path, name);

    // With rm, because .NET cannot delete files with names that are not UTF-8.
    public void Dispose()
    {
        using Process remover = Process.Start("rm", ["-rf", Path]);
        remover.WaitForExit();
    }

    private static string Create(string parent) =>
        Directory.CreateDirectory(System.IO.Path.Combine(parent, "vmon-" + Guid.NewGuid().ToString("N"))).FullName;
}
