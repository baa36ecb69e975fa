using System.Text;
using Vmon.Proc;

namespace Vmon.Sampling;

/// <summary>One file of the machine, sampled: kept open, and how its last reading ended.</summary>
internal abstract class SystemFile(string path, SystemWants want)
{
    private readonly byte[] _path = Encoding.ASCII.GetBytes(path + '\0');
    private KeptFile _file;

    internal SystemWants Want { get; } = want;

    internal ReadStatus Status { get; private set; }

    internal bool IsKnown => Status == ReadStatus.Ok;

    /// <summary>Whether it was known in the sample before too, so that differences are of one interval.</summary>
    internal bool IsPaired { get; private set; }

    internal void Sample(SamplingContext context)
    {
        bool wasKnown = IsKnown;
        Status = _file.Read(context.Root, _path, context.Budget, context.Buffer, out int length);
        if (IsKnown && !Accept(context.Buffer.First(length))) Status = ReadStatus.Malformed;
        IsPaired = wasKnown && IsKnown;
        if (!IsKnown) Close(context.Budget);
    }

    internal void Close(DescriptorBudget budget) => _file.Close(budget);

    /// <summary>Parses, and makes of what was the current reading the previous one; false for bytes that are not the format.</summary>
    private protected abstract bool Accept(ReadOnlySpan<byte> bytes);
}
