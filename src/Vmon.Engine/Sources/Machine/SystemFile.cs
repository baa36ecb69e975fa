using System.Text;
using Vmon.ProcFs;

namespace Vmon.Sources.Machine;

/// <summary>One sampled file of the machine: kept open, with the result of its last read.</summary>
internal abstract class SystemFile(string path, SystemDataSets dataSet)
{
    private readonly byte[] _path = Encoding.ASCII.GetBytes(path + '\0');
    private KeptFile _file;

    /// <summary>Its name below the root.</summary>
    internal string Path { get; } = path;

    internal SystemDataSets DataSet { get; } = dataSet;

    internal ReadStatus Status { get; private set; }

    internal bool IsKnown => Status == ReadStatus.Ok;

    /// <summary>Whether the previous sample read it too, so that differences cover one interval.</summary>
    internal bool IsPaired { get; private set; }

    internal void Sample(SamplingContext context)
    {
        bool wasKnown = IsKnown;
        Status = Read(ref _file, _path, context);
        IsPaired = wasKnown && IsKnown;
        if (!IsKnown) Close(context.Budget);
    }

    internal void Close(DescriptorBudget budget) => _file.Close(budget);

    /// <summary>Reads and parses the file. The current reading becomes the previous one.</summary>
    private protected abstract ReadStatus Read(ref KeptFile file, ReadOnlySpan<byte> path, SamplingContext context);
}

/// <summary>A file of fixed values: loadavg and the files of pressure.</summary>
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
