namespace Vmon.Sources.Cgroups;

/// <summary>Which control groups exist, and what is known of each: from their files, or from a recording.</summary>
internal interface ICgroupSource : IDisposable
{
    /// <summary>The host whose groups they are.</summary>
    SampledHost Host { get; }

    /// <summary>Numbers and dates the samples.</summary>
    SampleState State { get; }

    /// <summary>Begins the next sample: adds the groups that appeared, and marks those that were removed. False if there is none.</summary>
    bool TryAdvance(CgroupTree groups, CancellationToken cancellation);

    /// <summary>Whether the sample is only compared with, and not shown.</summary>
    bool IsPreparing => false;

    /// <summary>Gets what the sample has of a group. Arrays that did not change are those of the previous sample.</summary>
    CgroupReading Read(CgroupNode group);

    /// <summary>Closes what stays open for a group between samples.</summary>
    void Release(CgroupNode group)
    {
    }
}
