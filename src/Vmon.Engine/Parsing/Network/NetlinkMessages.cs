using System.Runtime.InteropServices;

namespace Vmon.Parsing.Network;

/// <summary>How far the kernel has answered a request.</summary>
internal enum AnswerState
{
    /// <summary>More datagrams follow.</summary>
    More,

    /// <summary>This was the last one.</summary>
    Complete,

    /// <summary>The kernel refused the request or broke off.</summary>
    Failed,
}

/// <summary>The messages of one netlink datagram of the kernel.</summary>
internal ref struct NetlinkMessages(ReadOnlySpan<byte> datagram)
{
    /// <summary>Length of the header of a message.</summary>
    internal const int HeaderLength = 16;

    private const ushort Error = 2;
    private const ushort Done = 3;

    private ReadOnlySpan<byte> _rest = datagram;

    /// <summary>State after the messages so far.</summary>
    internal AnswerState State { get; private set; } = datagram.Length < HeaderLength ? AnswerState.Failed : AnswerState.More;

    /// <summary>Error number of a refusal. 0 for none.</summary>
    internal int ErrorNumber { get; private set; }

    /// <summary>Gets the next message of the answer. False at the end of the datagram or of the answer.</summary>
    // length 4, type 2, flags 2, sequence 4, port 4 | body, padded to 4. The body of an error and of the end begins with a negative error number.
    internal bool TryNext(out ushort type, out ReadOnlySpan<byte> body)
    {
        type = 0;
        body = default;
        if (State != AnswerState.More || _rest.Length < HeaderLength) return false;
        int length = MemoryMarshal.Read<int>(_rest);
        type = MemoryMarshal.Read<ushort>(_rest[4..]);
        if (length < HeaderLength || length > _rest.Length)
        {
            State = AnswerState.Failed;
            return false;
        }

        body = _rest[HeaderLength..length];
        _rest = _rest[Math.Min(Alignment.Of(length), _rest.Length)..];
        if (type is not (Error or Done)) return true;
        ErrorNumber = body.Length >= sizeof(int) ? -Math.Min(0, Math.Max(-int.MaxValue, MemoryMarshal.Read<int>(body))) : 0;
        State = type == Done && ErrorNumber == 0 ? AnswerState.Complete : AnswerState.Failed;
        return false;
    }
}

/// <summary>The attributes at the end of a netlink message.</summary>
internal ref struct NetlinkAttributes(ReadOnlySpan<byte> attributes)
{
    private const int HeaderLength = 4;

    private ReadOnlySpan<byte> _rest = attributes;

    /// <summary>Gets the next attribute. False at the end, and at one that is cut off.</summary>
    // length 2, type 2 | value, padded to 4
    internal bool TryNext(out ushort type, out ReadOnlySpan<byte> value)
    {
        type = 0;
        value = default;
        if (_rest.Length < HeaderLength) return false;
        int length = MemoryMarshal.Read<ushort>(_rest);
        type = MemoryMarshal.Read<ushort>(_rest[2..]);
        if (length < HeaderLength || length > _rest.Length) return false;
        value = _rest[HeaderLength..length];
        _rest = _rest[Math.Min(Alignment.Of(length), _rest.Length)..];
        return true;
    }
}

/// <summary>Alignment of netlink messages and attributes.</summary>
internal static class Alignment
{
    internal static int Of(int length) => (length + 3) & ~3;
}
