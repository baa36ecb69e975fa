namespace Vmon;

/// <summary>A process that holds something open.</summary>
/// <param name="Id">Pid.</param>
/// <param name="ProcessName">Name of the process.</param>
/// <param name="Descriptor">Its descriptor's number.</param>
public sealed record DescriptorHolder(int Id, string ProcessName, int Descriptor)
{
    /// <summary>Name, pid and descriptor: "sshd (812) 3".</summary>
    public override string ToString() => $"{ProcessName} ({Id}) {Descriptor}";
}
