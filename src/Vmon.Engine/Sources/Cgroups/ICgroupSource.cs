using Vmon.Parsing.Cgroups;
using Vmon.ProcFs;

namespace Vmon.Sources.Cgroups;

/// <summary>Which control groups exist, and their files.</summary>
internal interface ICgroupSource : IDisposable
{
    /// <summary>The host whose groups they are.</summary>
    SampledHost Host { get; }

    /// <summary>Numbers and dates the samples.</summary>
    SampleState State { get; }

    /// <summary>Begins the next sample: adds the groups that appeared, and marks those that were removed. False if there is none.</summary>
    bool TryAdvance(CgroupTree groups, CancellationToken cancellation);

    /// <summary>Reads a file of a group. The text is valid until the next read.</summary>
    ReadStatus Read(CgroupNode group, CgroupFile file, out ReadOnlySpan<byte> text);

    /// <summary>Closes what stays open for a group between samples.</summary>
    void Release(CgroupNode group)
    {
    }
}
