using Vmon.Native;

namespace Vmon.Recording.Files;

/// <summary>The file of the block that is being recorded: its frames, as they come.</summary>
internal sealed class Journal : IDisposable
{
    /// <summary>The header of the block is written twice, so that one damaged byte in it costs nothing.</summary>
    internal const int HeaderLength = FileHeader.Length + (2 * BlockHeader.Length);

    // A block takes at most a fifth of its bytes for the whole frame at its start.
    private const int WholeFramesPerBlock = 5;

    // The bytes of a block are in memory while it is compressed.
    private const long Large = 2 << 20;
    private const int MostFrames = 4096;
    private static readonly long MostTicks = TimeSpan.TicksPerHour;

    private readonly FrameOrigin _origin;
    private readonly long _firstTicks;
    private long _lastTicks;
    private long _length;
    private long _wholeLength;

    private Journal(StoreFile file, FrameOrigin origin, long ticks) => (File, _origin, _firstTicks, _lastTicks) = (file, origin, ticks, ticks);

    internal StoreFile File { get; }

    internal int Frames { get; private set; }

    /// <summary>Whether the next frame belongs in a new block.</summary>
    internal bool IsFull { get; private set; }

    internal static Journal? TryCreate(StoreDirectory directory, ulong sequence, in FrameOrigin origin, long ticks, out Errno error)
    {
        ulong id = FileHeader.NewId();
        byte[] header = new byte[HeaderLength];
        new FileHeader(FileKind.Journal, id).Write(header);
        BlockHeader block = new() { FileId = id, Sequence = sequence, Origin = origin, FirstTicks = ticks, LastTicks = ticks };
        block.Write(header.AsSpan(FileHeader.Length));
        block.Write(header.AsSpan(FileHeader.Length + BlockHeader.Length));
        return directory.TryCreate(FileNames.Journal(sequence), header, out error) is StoreFile file ? new Journal(file, origin, ticks) : null;
    }

    internal Errno Append(long ticks, in FrameOrigin origin, ReadOnlySpan<byte> frame)
    {
        if (File.Length + frame.Length > BlockHeader.MostRaw) return Errno.EFBIG;
        Errno error = File.Append(frame);
        if (error != Errno.None) return error;
        _length += frame.Length - FrameBuffer.HeaderLength;
        if (Frames++ == 0) _wholeLength = _length;
        IsFull = _length > WholeFramesPerBlock * (_length > Large ? WholeOnly : _wholeLength) || File.Length > Math.Min(BlockHeader.MostRaw, FileSizeLimit.Current) / 2 || Frames == MostFrames
            || ticks - _firstTicks >= MostTicks || ticks < _lastTicks || origin != _origin;
        _lastTicks = ticks;
        return Errno.None;
    }

    // What the whole frame has beyond the others. If processes start and exit in masses, nearly all of every frame is new.
    private long WholeOnly => Frames == 1 ? _wholeLength : _wholeLength - ((_length - _wholeLength) / (Frames - 1));

    public void Dispose() => File.Dispose();
}
