using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Vmon.Sources.Files;

/// <summary>
/// What the open files of one watch take in memory. Any user chooses how many descriptors a process has, and how long their paths are:
/// equal texts are kept once, and all together take no more than <paramref name="most"/> bytes.
/// </summary>
/// <param name="most">In bytes. Of half of it, a process takes no more than half of what is free; the rest is for the first
/// <see cref="Assured"/> descriptors of the others.</param>
internal sealed class FileMemory(long most = FileMemory.Most)
{
    internal const long Most = 256 * 1024 * 1024;

    /// <summary>Descriptors of a process that are kept, however many others have.</summary>
    internal const int Assured = 256;

    // A shorter text takes less than its entry in a table of texts.
    private const int WorthSharing = 32;
    private const int PerText = 64;
    private const long FewTexts = 1024 * 1024;

    private readonly HashSet<byte[]> _texts = new(new ByteTextComparer());
    private long _sharedTextsOnce;
    private long _tables;
    private bool _isSweeping;

    /// <summary>All that may be kept, in bytes.</summary>
    internal long Limit => most;

    /// <summary>Retained data, in bytes.</summary>
    internal long Kept => _tables + SharedTexts;

    /// <summary>Bytes of texts that several descriptors can share.</summary>
    internal long SharedTexts { get; private set; }

    /// <summary>Whether a text is the same object for all descriptors that have it.</summary>
    internal static bool IsShared(byte[] text) => text.Length >= WorthSharing;

    /// <summary>Bytes of a descriptor, excluding the shared text.</summary>
    internal static long CostOf(in FileEntry entry) =>
        Unsafe.SizeOf<FileEntry>() + (entry.Link is { Length: < WorthSharing } own ? own.Length + PerText : 0);

    /// <summary>A copy of a link's text, the same for equal ones.</summary>
    internal byte[] Keep(ReadOnlySpan<byte> text)
    {
        if (text.Length < WorthSharing) return text.ToArray();
        HashSet<byte[]>.AlternateLookup<ReadOnlySpan<byte>> texts = _texts.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (texts.TryGetValue(text, out byte[]? known)) return known;
        byte[] copy = text.ToArray();
        _ = _texts.Add(copy);
        SharedTexts += copy.Length + PerText;
        return copy;
    }

    /// <summary>The bytes that a process may take whose descriptors take <paramref name="now"/> bytes.</summary>
    internal long QuotaOf(long now) => Math.Max(0, ((most / 2) - (Kept - now)) / 2);

    /// <summary>Whether a process may keep another descriptor.</summary>
    /// <param name="count">How many of it are kept.</param>
    /// <param name="spent">What those took, with the texts that no other has.</param>
    /// <param name="quota">What they may take.</param>
    internal bool Allows(int count, long spent, long quota) => spent < quota || (count < Assured && Kept + spent < most);

    internal void NoteCost(long before, long now) => _tables += now - before;

    /// <summary>Restarts counting after processes exited. Unused texts are dropped when there are many.</summary>
    internal void BeginRecount()
    {
        if (_isSweeping) _sharedTextsOnce = SharedTexts;
        _tables = 0;
        _isSweeping = SharedTexts > (2 * _sharedTextsOnce) + FewTexts;
        if (_isSweeping) ForgetTexts();
    }

    /// <summary>Counts those of one process.</summary>
    internal void Recount(in FileTableSampler files)
    {
        _tables += files.Cost;
        if (!_isSweeping) return;
        foreach (ref readonly FileEntry entry in files.Entries)
            if (entry.Link is { Length: >= WorthSharing } text && _texts.Add(text)) SharedTexts += text.Length + PerText;
    }

    private void ForgetTexts()
    {
        _texts.Clear();
        _texts.TrimExcess();
        SharedTexts = 0;
    }
}

/// <summary>Compares kernel texts by their bytes. The hash seed is random, so that collisions cannot be provoked.</summary>
internal sealed class ByteTextComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        HashCode hash = default;
        hash.AddBytes(alternate);
        return hash.ToHashCode();
    }

    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
}
