using Vmon.Native;
using Vmon.ProcFs;

namespace Vmon.Sources.Files;

/// <summary>The socket tables of the network namespaces encountered, each read once.</summary>
internal sealed unsafe class SocketTables(SamplingContext context)
{
    private readonly Dictionary<string, SocketTable> _byNamespace = [];
    private readonly string? _own = OwnNamespace(context);

    /// <summary>That of the process's own namespace.</summary>
    internal SocketTable Of(ref ProcDirectory process)
    {
        string name = process.ReadLink("ns/net\0"u8, context.Buffer, out int length) == ReadStatus.Ok
            ? ProcText.Decode(context.Buffer.First(length))
            : "";
        if (_byNamespace.TryGetValue(name, out SocketTable? table)) return table;
        return _byNamespace[name] = new SocketTable(ref process, context.Buffer, context.Host.Machine.IsBigEndian, hasDiagnostics: name == _own);
    }

    /// <summary>Kernel name of the protocol of a socket that no table lists, such as "TCP". Null if unknown.</summary>
    internal static string? ProtocolName(int fd, int descriptor)
    {
        Span<byte> value = stackalloc byte[64];
        byte[] path = ProcText.Encode($"/proc/self/fd/{fd}/{descriptor}\0");
        nint length;
        fixed (byte* pathBytes = path, name = "system.sockprotoname\0"u8, bytes = value)
            length = Libc.GetXAttr(pathBytes, name, bytes, value.Length);
        return length > 0 ? ProcText.Decode(value[..(int)length].TrimEnd((byte)0)) : null;
    }

    // "self" exists only in a /proc that shows this process.
    private static string? OwnNamespace(SamplingContext context)
    {
        if (!context.Root.IsLive || context.Root.Open("self/ns\0"u8, isDirectory: true, out int directory) != ReadStatus.Ok) return null;
        ReadStatus status = DescriptorLink.Read(directory, "net\0"u8, context.Buffer, out int length);
        _ = Libc.Close(directory);
        return status == ReadStatus.Ok ? ProcText.Decode(context.Buffer.First(length)) : null;
    }
}
