namespace Vmon;

/// <summary>A process that holds something open.</summary>
/// <param name="Id">Pid.</param>
/// <param name="ProcessName">Name of the process.</param>
/// <param name="Descriptor">Its descriptor's number.</param>
public sealed record DescriptorHolder(int Id, string ProcessName, int Descriptor)
{
    /// <summary>Start of the process in clock ticks since boot: with the pid, what tells it from every other.</summary>
    public long StartTicks { get; init; }

    /// <summary>Whether its pid is that by which this machine's calls know it, so that it can be acted on.</summary>
    public bool IsLocal { get; init; }

    /// <summary>Name, pid and descriptor: "sshd (812) 3".</summary>
    public override string ToString() => $"{ProcessName} ({Id}) {Descriptor}";
}
