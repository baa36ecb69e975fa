using System.Diagnostics;

namespace Vmon.Tests.Workloads;

/// <summary>A directory, in memory where the machine has that, that is gone with all that is in it in the end.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    private const string InMemory = "/dev/shm";

    internal string Path { get; } = Directory.Exists(InMemory) ? Create(InMemory) : Create(System.IO.Path.GetTempPath());

    internal string Combine(string name) => System.IO.Path.Combine(Path, name);

    // By rm, as .NET cannot name files whose names are not UTF-8.
    public void Dispose()
    {
        using Process remover = Process.Start("rm", ["-rf", Path]);
        remover.WaitForExit();
    }

    private static string Create(string parent) =>
        Directory.CreateDirectory(System.IO.Path.Combine(parent, "vmon-" + Guid.NewGuid().ToString("N"))).FullName;
}
