using System.Runtime.CompilerServices;

namespace Vmon.PowerShell.Reports;

/// <summary>What processes use of the machine.</summary>
internal enum Resource
{
    /// <summary>Percent of a core, children that exited unseen included.</summary>
    Cpu,

    /// <summary>Resident bytes.</summary>
    Memory,

    /// <summary>Bytes per second from and to storage.</summary>
    Io,

    /// <summary>Bytes per second received and sent.</summary>
    Network,
}

/// <summary>A figure for each resource. NaN is unknown.</summary>
[InlineArray(Count)]
internal struct Usage
{
    internal const int Count = 4;

    private double _first;

    internal static Usage Unknown
    {
        get
        {
            Usage usage = default;
            ((Span<double>)usage).Fill(double.NaN);
            return usage;
        }
    }

    /// <summary>Adds what is known of another one.</summary>
    internal void Add(in Usage other)
    {
        for (int i = 0; i < Count; i++)
            if (!double.IsNaN(other[i])) this[i] = double.IsNaN(this[i]) ? other[i] : this[i] + other[i];
    }

    /// <summary>Takes what is larger in another one.</summary>
    internal void Raise(in Usage other)
    {
        for (int i = 0; i < Count; i++)
            if (!(this[i] >= other[i]) && !double.IsNaN(other[i])) this[i] = other[i];
    }
}
