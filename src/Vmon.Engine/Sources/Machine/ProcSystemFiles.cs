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

    public TimeSpan? Uptime => context.Uptime;

    public ReadStatus Read(SystemFileId file, out ReadOnlySpan<byte> text)
    {
        ReadStatus status = _files[(int)file].Read(context.Root, Paths[(int)file], context.Budget, context.Buffer, out int length);
        text = context.Buffer.First(length);
        return status;
    }

    public ReadStatus ReadLines(SystemFileId file, ILineReader reader)
    {
        if (file != SystemFileId.FileSystems) return _files[(int)file].ReadLines(context.Root, Paths[(int)file], context.Budget, context.Buffer, reader);
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
        _fileSystems.Dispose();
        context.Root.Dispose();
    }
}
