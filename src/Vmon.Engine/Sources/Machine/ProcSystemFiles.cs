using System.Text;
using Vmon.ProcFs;

namespace Vmon.Sources.Machine;

/// <summary>The files of the machine in a /proc. They are kept open.</summary>
internal sealed class ProcSystemFiles(SamplingContext context) : ISystemFiles
{
    private static readonly byte[][] Paths =
        [.. Enumerable.Range(0, SystemFileIds.Count).Select(static file => Encoding.ASCII.GetBytes(SystemFileIds.PathOf((SystemFileId)file) + '\0'))];

    private readonly KeptFile[] _files = new KeptFile[Paths.Length];
    private readonly MountedFileSystems _fileSystems = new(context);
    private readonly byte[] _interfaces = InterfacesOf(context);

    public TimeSpan? Uptime => context.Uptime;

    public ReadStatus Read(SystemFileId file, out ReadOnlySpan<byte> text)
    {
        ReadStatus status = _files[(int)file].Read(context.Root, Paths[(int)file], context.Budget, context.Buffer, out int length);
        text = context.Buffer.First(length);
        return status;
    }

    public ReadStatus ReadLines(SystemFileId file, ILineReader reader)
    {
        ReadOnlySpan<byte> path = file == SystemFileId.NetDev ? _interfaces : Paths[(int)file];
        if (file != SystemFileId.FileSystems) return _files[(int)file].ReadLines(context.Root, path, context.Budget, context.Buffer, reader);
        ReadStatus status = _fileSystems.Read(out ReadOnlySpan<byte> text);
        return status == ReadStatus.Ok && !text.IsEmpty && !reader.Accept(text) ? ReadStatus.TooLarge : status;
    }

    public void Close(SystemFileId file)
    {
        _files[(int)file].Close(context.Budget);
        if (file == SystemFileId.FileSystems) _fileSystems.Close();
    }

    public void Close()
    {
        for (int file = 0; file < _files.Length; file++) _files[file].Close(context.Budget);
        _fileSystems.Close();
        context.Root.Dispose();
    }

    // In a captured tree, net is a link to self/net, which is not followed. Process 1 is in the network namespace of the machine.
    private static byte[] InterfacesOf(SamplingContext context)
    {
        byte[] ofFirst = [.. "1/net/dev\0"u8];
        return !context.Root.IsLive && context.Root.Read(ofFirst, context.Buffer, out _) == ReadStatus.Ok ? ofFirst : Paths[(int)SystemFileId.NetDev];
    }
}
