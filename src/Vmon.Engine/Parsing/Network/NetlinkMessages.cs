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
internal struct NetlinkMessages(ReadOnlyMemory<byte> datagram)
{
    /// <summary>Length of the header of a message.</summary>
    internal const int HeaderLength = 16;

    private const ushort Error = 2;
    private const ushort Done = 3;

    private ReadOnlyMemory<byte> _rest = datagram;

    /// <summary>State after the messages so far.</summary>
    internal AnswerState State { get; private set; } = datagram.Length < HeaderLength ? AnswerState.Failed : AnswerState.More;

    /// <summary>Error number of a refusal. 0 for none.</summary>
    internal int ErrorNumber { get; private set; }

    /// <summary>Gets the next message of the answer. False at the end of the datagram or of the answer.</summary>
    // length 4, type 2, flags 2, sequence 4, port 4 | body, padded to 4. The body of an error and of the end begins with a negative error number.
    internal bool TryNext(out ushort type, out ReadOnlyMemory<byte> body)
    {
        (type, body) = (0, default);
        if (State != AnswerState.More || _rest.Length < HeaderLength) return false;
        int length = MemoryMarshal.Read<int>(_rest.Span);
        type = MemoryMarshal.Read<ushort>(_rest.Span[4..]);
        if (length < HeaderLength || length > _rest.Length)
        {
            State = AnswerState.Failed;
            return false;
        }

        body = _rest[HeaderLength..length];
        _rest = _rest[Math.Min(Alignment.Of(length), _rest.Length)..];
        if (type is not (Error or Done)) return true;
        ErrorNumber = body.Length >= sizeof(int) ? -Math.Min(0, Math.Max(-int.MaxValue, MemoryMarshal.Read<int>(body.Span))) : 0;
        State = type == Done && ErrorNumber == 0 ? AnswerState.Complete : AnswerState.Failed;
        return false;
    }
}

/// <summary>The attributes at the end of a netlink message.</summary>
internal struct NetlinkAttributes(ReadOnlyMemory<byte> attributes)
{
    private const int HeaderLength = 4;

    private ReadOnlyMemory<byte> _rest = attributes;

    /// <summary>Gets the next attribute. False at the end, and at one that is cut off.</summary>
    // length 2, type 2 | value, padded to 4
    internal bool TryNext(out ushort type, out ReadOnlyMemory<byte> value)
    {
        (type, value) = (0, default);
        if (_rest.Length < HeaderLength) return false;
        int length = MemoryMarshal.Read<ushort>(_rest.Span);
        type = MemoryMarshal.Read<ushort>(_rest.Span[2..]);
        if (length < HeaderLength || length > _rest.Length) return false;
        value = _rest[HeaderLength..length];
        _rest = _rest[Math.Min(Alignment.Of(length), _rest.Length)..];
        return true;
    }

    /// <summary>Finds the first attribute of a type that has a length at least.</summary>
    internal static bool TryFind(ReadOnlyMemory<byte> attributes, ushort type, int least, out ReadOnlyMemory<byte> value)
    {
        NetlinkAttributes all = new(attributes);
        while (all.TryNext(out ushort found, out value))
            if (found == type && value.Length >= least) return true;
        return false;
    }
}

/// <summary>Alignment of netlink messages and attributes.</summary>
internal static class Alignment
{
    internal static int Of(int length) => (length + 3) & ~3;
}
