namespace Vmon.ProcFs;

/// <summary>Files on which threads of this process are blocked, so that no watch waits for the same file again.</summary>
internal static class StuckFiles
{
    private static readonly List<FileIdentity?> Files = [];
    private static readonly Lock Gate = new();

    private static int _count;

    internal static int Count => Volatile.Read(ref _count);

    /// <summary>Whether an open file is one of them.</summary>
    internal static bool Contain(int descriptor)
    {
        if (Count == 0 || FileIdentity.Of(descriptor) is not { } file) return false;
        lock (Gate) return Files.Contains(file);
    }

    internal static void Add(FileIdentity? file)
    {
        lock (Gate)
        {
            Files.Add(file);
            _count = Files.Count;
        }
    }

    internal static void Remove(FileIdentity? file)
    {
        lock (Gate)
        {
            _ = Files.Remove(file);
            _count = Files.Count;
        }
    }
}
