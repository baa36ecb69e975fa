using System.Buffers.Binary;
using System.Globalization;
using Vmon.Native;

namespace Vmon.Recording.Files;

/// <summary>Finds the blocks of a segment by their headers. What is damaged is skipped: the next header with the number of the file is searched for.</summary>
internal sealed class SegmentScan
{
    // No writer makes a segment this long. A damaged file can have any length.
    private const long Longest = 1L << 30;
    private const int ChunkLength = 256 * 1024;
    private const int MostProblems = 20;

    // A disk can take seconds for each page that it cannot read.
    private const int LongestSkip = 1 << 20;

    // Magic, version and length of the header, and number of the file.
    private const int PrefixLength = 16;
    private const int LengthWithoutId = 8;

    private readonly StoreFile _file;
    private readonly long _length;
    private readonly byte[] _header = new byte[BlockHeader.Length];
    private ulong? _fileId;

    private SegmentScan(StoreFile file)
    {
        _file = file;
        _length = Math.Min(file.Length, Longest);
    }

    internal HeaderStatus Status { get; private set; }

    internal List<(long Offset, BlockHeader Header)> Blocks { get; } = [];

    /// <summary>Offset after the last block.</summary>
    internal long End { get; private set; } = FileHeader.Length;

    /// <summary>What is damaged, as ends of sentences.</summary>
    internal List<string> Problems { get; } = [];

    /// <summary>Sequence number of a block at the end that is not complete, because it is being written or because its writer was killed.</summary>
    internal ulong? CutSequence { get; private set; }

    /// <summary>Whether it ends within the header of a block, of which the sequence number may be missing.</summary>
    internal bool EndsInHeader { get; private set; }

    /// <summary>Why a part of it that was looked at could not be read, the last one. None if all could.</summary>
    internal Errno Error { get; private set; }

    /// <summary>Number of the file. Null if it has neither a header nor a block.</summary>
    internal ulong? FileId => _fileId;

    internal static SegmentScan Of(StoreFile file)
    {
        SegmentScan scan = new(file);
        scan.Read();
        return scan;
    }

    private void Read()
    {
        Span<byte> start = stackalloc byte[FileHeader.LongestKnown];
        int length = Read(start, 0);
        Status = FileHeader.TryRead(start[..length], out FileHeader header);
        if (Status == HeaderStatus.Later) return;
        if (Status == HeaderStatus.Ok) _fileId = header.FileId;
        ReadBlocks();
        if (Status != HeaderStatus.Damaged) return;
        if (Blocks.Count > 0) Add(Error == Errno.None ? "its header is damaged" : "its header is damaged, or cannot be read");
        else Problems.RemoveAll(_ => true);
    }

    private void ReadBlocks()
    {
        for (long at = FileHeader.Length; at < _length;)
        {
            if (TryRead(at, out BlockHeader block, out bool isCut))
            {
                Blocks.Add((at, block));
                at = End = at + BlockHeader.Length + block.StoredLength;
                continue;
            }

            // If bytes of the block before are missing, the next block begins within what should be its payload; of the header, within that.
            long next = Search(Blocks.Count == 0 ? 0 : Math.Min(at, Blocks[^1].Offset + BlockHeader.Length), at);
            if (next < 0 && isCut) CutSequence = block.Sequence;
            EndsInHeader = next < 0 && _length - at < BlockHeader.Length;
            if (next < 0)
            {
                Add(string.Create(CultureInfo.InvariantCulture, $"{_file.Length - at} bytes at its end, from offset {at}, are no complete block{Reason}"));
                return;
            }

            Add(string.Create(CultureInfo.InvariantCulture, $"bytes before offset {next} are missing, or are no block{Reason}"));
            at = next;
        }
    }

    private string Reason => Error == Errno.None ? "" : $": {Errors.Text(Error)}";

    private int Read(Span<byte> buffer, long offset)
    {
        int length = _file.Read(buffer, offset, out Errno error);
        if (error != Errno.None) Error = error;
        return length;
    }

    private bool TryRead(long at, out BlockHeader header, out bool isCut)
    {
        isCut = false;
        header = default;
        if (Read(_header, at) < BlockHeader.Length || !BlockHeader.TryRead(_header, out header)) return false;
        _fileId ??= header.FileId;
        isCut = at + BlockHeader.Length + header.StoredLength > _file.Length;
        return header.FileId == _fileId && !isCut;
    }

    // Text of a process can look like a block, but it cannot know the number of the file.
    private long Search(long from, long damaged)
    {
        Span<byte> prefix = stackalloc byte[PrefixLength];
        BlockHeader.Magic.CopyTo(prefix);
        BinaryPrimitives.WriteUInt16LittleEndian(prefix[4..], FileHeader.Version);
        BinaryPrimitives.WriteUInt16LittleEndian(prefix[6..], BlockHeader.Length);
        if (_fileId is ulong id) BinaryPrimitives.WriteUInt64LittleEndian(prefix[LengthWithoutId..], id);
        else prefix = prefix[..LengthWithoutId];

        byte[] chunk = new byte[ChunkLength];
        int skip = 0;
        while (from < _length)
        {
            int length = _file.Read(chunk, from, out Errno error);
            int found = chunk.AsSpan(0, length).IndexOf(prefix);
            if (found >= 0)
            {
                from += found;
                if (from != damaged && TryRead(from, out _, out _)) return from;
                from++;
            }
            else if (error != Errno.None)
            {
                (Error, skip) = (error, length > 0 ? 0 : Math.Min(LongestSkip, (2 * skip) + 1));
                from = StoreFile.NextPage(from + length + skip);
            }
            else if (length < BlockHeader.Length)
            {
                return -1;
            }
            else
            {
                from += length - prefix.Length + 1;
            }
        }

        return -1;
    }

    private void Add(string problem)
    {
        if (Problems.Count < MostProblems) Problems.Add(problem);
    }
}
