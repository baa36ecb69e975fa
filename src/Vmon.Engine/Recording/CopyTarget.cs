using Vmon.Recording.Files;

namespace Vmon.Recording;

/// <summary>The directory of a copy. It is created with the first sample, and deleted unless the copy is complete.</summary>
/// <param name="path">The directory.</param>
internal sealed class CopyTarget(string path) : IDisposable
{
    private readonly bool _exists = Directory.Exists(path);
    private volatile RecordingStore? _store;

    /// <summary>Writes a sample.</summary>
    internal void Write(RecordingCopy copy)
    {
        _store ??= Open();
        if (copy.WriteTo(_store) != AppendStatus.Ok && !_store.IsAbandoned) throw Cannot(_store.LastError);
    }

    /// <summary>Lets nothing take long any more, because the copy will be deleted. Any thread may call it.</summary>
    internal void Abandon() => _store?.Abandon();

    /// <summary>Completes the copy. False if it was abandoned.</summary>
    internal bool TryComplete()
    {
        _store!.Complete();
        if (_store.IsAbandoned) return false;
        if (_store.LastError is { } error) throw Cannot(error);
        _store.Dispose();
        _store = null;
        return true;
    }

    public void Dispose()
    {
        if (_store is null) return;
        _store.Delete();
        _store.Dispose();
        if (_exists) return;
        try
        {
            Directory.Delete(path);
        }
        catch (IOException)
        {
            // Something else is in it meanwhile.
        }
    }

    private RecordingStore Open()
    {
        if (_exists && !IsEmpty()) throw Cannot("it is not empty. Specify a directory that is empty, or does not exist.");
        return RecordingStore.Open(new StoreOptions { Path = path });
    }

    private bool IsEmpty()
    {
        try
        {
            return !Directory.EnumerateFileSystemEntries(path).Any();
        }
        catch (UnauthorizedAccessException)
        {
            throw Cannot("permission denied. Grant permission on the directory.");
        }
    }

    private RecordingException Cannot(string? reason) => new($"Cannot copy to '{path}': {reason}");
}
