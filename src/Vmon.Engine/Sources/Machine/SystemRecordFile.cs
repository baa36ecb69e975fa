using Vmon.ProcFs;

namespace Vmon.Sources.Machine;

/// <summary>A file of fixed values: loadavg, and those of pressure.</summary>
internal sealed class SystemRecordFile<T>(string path, SystemDataSets dataSet, SystemRecordFile<T>.Parser tryParse) : SystemFile(path, dataSet)
    where T : unmanaged
{
    private T _current;

    internal delegate bool Parser(ReadOnlySpan<byte> bytes, out T record);

    internal ref readonly T Current => ref _current;

    internal T Previous { get; private set; }

    private protected override ReadStatus Read(ref KeptFile file, ReadOnlySpan<byte> path, SamplingContext context)
    {
        ReadStatus status = file.Read(context.Root, path, context.Budget, context.Buffer, out int length);
        if (status != ReadStatus.Ok) return status;
        Previous = _current;
        return tryParse(context.Buffer.First(length), out _current) ? ReadStatus.Ok : ReadStatus.Malformed;
    }
}
