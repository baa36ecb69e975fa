using System.Runtime.InteropServices;

namespace Vmon.Host;

/// <summary>
/// Standard output or standard error, unbuffered. The streams of <see cref="Console"/> keep silent about a reader that has gone, and a
/// <see cref="FileStream"/> keeps an offset of its own, which others who write to the same file do not know.
/// </summary>
internal sealed partial class StandardStream(int descriptor) : Stream
{
    internal const int BrokenPipe = 32;

    private const int Interrupted = 4;
    private const int TryAgain = 11;
    private const short Writable = 4;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="IOException">The reader has gone, or the disk is full.</exception>
    public override unsafe void Write(ReadOnlySpan<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            for (int written = 0; written < buffer.Length;)
            {
                nint count = Write(descriptor, start + written, buffer.Length - written);
                if (count >= 0) written += (int)count;
                else Recover(Marshal.GetLastPInvokeError());
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private unsafe void Recover(int error)
    {
        // Whoever shares the terminal or the pipe may have made it non-blocking.
        if (error == TryAgain)
        {
            PollDescriptor poll = new() { Descriptor = descriptor, Events = Writable };
            _ = Poll(&poll, 1, -1);
        }
        else if (error != Interrupted)
        {
            throw new IOException(Marshal.GetPInvokeErrorMessage(error), error);
        }
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static unsafe partial nint Write(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static unsafe partial int Poll(PollDescriptor* descriptors, nuint count, int timeout);

    private struct PollDescriptor
    {
        internal int Descriptor;
        internal short Events;
        internal short Returned;
    }
}
