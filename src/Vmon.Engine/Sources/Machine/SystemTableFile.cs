using Vmon.ProcFs;

namespace Vmon.Sources.Machine;

/// <summary>
/// A file of the machine that is a table of lines. It is read in chunks, because it has tens of megabytes on a large machine; the retained
/// data is capped.
/// </summary>
internal abstract class SystemTableFile(string path, SystemDataSets dataSet) : SystemFile(path, dataSet), ILineReader
{
    // 10,000 interrupts on 2,048 CPUs.
    private const long MostBytes = 256 * 1024 * 1024;

    private long _bytes;

    private protected LineTable Table { get; } = new();

    bool ILineReader.Accept(ReadOnlySpan<byte> lines)
    {
        _bytes += lines.Length;
        return _bytes <= MostBytes && Accept(lines) && !Table.IsFull;
    }

    private protected override ReadStatus Read(ref KeptFile file, ReadOnlySpan<byte> path, SamplingContext context)
    {
        _bytes = 0;
        Begin();
        ReadStatus status = file.ReadLines(context.Root, path, context.Budget, context.Buffer, this);
        bool isAny = Table.End();
        return status == ReadStatus.Ok && !isAny ? ReadStatus.Malformed : status;
    }

    private protected virtual void Begin() => Table.Begin();

    /// <summary>Takes some of its lines; false if there are more than can be kept.</summary>
    private protected abstract bool Accept(ReadOnlySpan<byte> bytes);
}
