using System.Text;
using Vmon.Parsing.Cgroups;
using Vmon.ProcFs;

namespace Vmon.Sources.Cgroups;

/// <summary>The files of a control group in the hierarchies that have it. They stay open within the budget.</summary>
/// <param name="path">Its path below the directories of the hierarchies, with a slash at its end; empty for the root.</param>
/// <param name="hierarchies">Number of the hierarchies.</param>
internal sealed class CgroupFiles(byte[] path, int hierarchies)
{
    private readonly KeptFile[] _files = new KeptFile[CgroupFile.Count];
    private ulong _missing;

    /// <summary>Number of the sample that last looked for it.</summary>
    internal long LookedIn { get; set; }

    /// <summary>Its directory in each hierarchy.</summary>
    internal CgroupDirectory[] Directories { get; } = new CgroupDirectory[hierarchies];

    /// <summary>Whether its limits are those of the last reading.</summary>
    internal bool AreLimitsKnown { get; set; }

    /// <summary>Whether the last reading has all that it has at rest.</summary>
    internal bool IsRestKnown { get; set; }

    /// <summary>The path of its directory, with a NUL.</summary>
    internal byte[] DirectoryPath { get; } = path.Length == 0 ? [.. ".\0"u8] : [.. path[..^1], 0];

    internal ReadStatus Read(CgroupFile file, int directory, SamplingContext context, out ReadOnlySpan<byte> text)
    {
        text = default;
        ref KeptFile kept = ref _files[(int)file.Id];
        ReadStatus status;
        int length;
        if (kept.IsOpen)
        {
            status = kept.Read(directory, default, context.Budget, context.Buffer, out length);
        }
        else
        {
            if ((_missing >> (int)file.Id & 1) != 0) return ReadStatus.Gone;
            Span<byte> name = stackalloc byte[path.Length + file.Name.Length + 1];
            path.CopyTo(name);
            name[^1] = 0;
            _ = Encoding.ASCII.GetBytes(file.Name, name[path.Length..]);
            status = kept.Read(directory, name, context.Budget, context.Buffer, out length);
            if (status == ReadStatus.Gone) _missing |= 1UL << (int)file.Id;
        }

        if (status == ReadStatus.Ok) text = context.Buffer.First(length);
        else kept.Close(context.Budget);
        return status;
    }

    /// <summary>Looks for files again that were not there: a controller can be enabled later.</summary>
    internal void FindAgain()
    {
        _missing = 0;
        Doubt();
    }

    /// <summary>Reads all of them again: another process wrote one.</summary>
    internal void Doubt()
    {
        AreLimitsKnown = false;
        IsRestKnown = false;
    }

    /// <summary>Closes a file.</summary>
    internal void Close(CgroupFile file, DescriptorBudget budget) => _files[(int)file.Id].Close(budget);

    internal void Close(DescriptorBudget budget)
    {
        foreach (ref KeptFile file in _files.AsSpan()) file.Close(budget);
    }
}

/// <summary>The directory of a group in one hierarchy.</summary>
internal struct CgroupDirectory
{
    /// <summary>Its inode number. 0 where the group is not.</summary>
    internal ulong Inode { get; set; }

    /// <summary>Number of its links: 2, and one for each group below.</summary>
    internal uint Links { get; set; }

    /// <summary>Number of the sample in which a group was last added or removed below it.</summary>
    internal long ChangedIn { get; set; }

    /// <summary>Number of the watch that reports its changes. 0 for none, -1 if the kernel denies it.</summary>
    internal int Watch { get; set; }

    /// <summary>Whether it has not changed since the last look.</summary>
    internal bool IsKnown { get; set; }
}
