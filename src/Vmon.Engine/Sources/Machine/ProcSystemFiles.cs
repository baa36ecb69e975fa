using System.Text;
using Vmon.ProcFs;

namespace Vmon.Sources.Machine;

/// <summary>The files of the machine in a /proc. They are kept open.</summary>
internal sealed class ProcSystemFiles(SamplingContext context) : ISystemFiles
{
    private static readonly byte[][] Paths =
        [.. Enumerable.Range(0, SystemFileIds.Count).Select(static file => Encoding.ASCII.GetBytes(SystemFileIds.PathOf((SystemFileId)file) + '\0'))];

    private readonly KeptFile[] _files = new KeptFile[Paths.Length];

    public TimeSpan? Uptime => context.Uptime;

    public ReadStatus Read(SystemFileId file, out ReadOnlySpan<byte> text)
    {
        ReadStatus status = _files[(int)file].Read(context.Root, Paths[(int)file], context.Budget, context.Buffer, out int length);
        text = context.Buffer.First(length);
        return status;
    }

    public ReadStatus ReadLines(SystemFileId file, ILineReader reader) =>
        _files[(int)file].ReadLines(context.Root, Paths[(int)file], context.Budget, context.Buffer, reader);

    public void Close(SystemFileId file) => _files[(int)file].Close(context.Budget);

    public void Close()
    {
        for (int file = 0; file < _files.Length; file++) _files[file].Close(context.Budget);
        context.Root.Dispose();
    }
}
