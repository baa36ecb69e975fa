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
