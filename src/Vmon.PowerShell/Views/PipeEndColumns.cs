using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>The cells of the view of the ends of pipes.</summary>
public sealed class PipeEndColumns(PSMemberInfoCollection<PSPropertyInfo> properties)
{
    /// <summary>Name of the process.</summary>
    public string Name => properties.Printable(nameof(PipeEnd.ProcessName));

    /// <summary>Bytes per second that the process reads, from anything.</summary>
    public string ReadRate => Rate(nameof(PipeEnd.ReadRate));

    /// <summary>Bytes per second that the process writes, to anything.</summary>
    public string WriteRate => Rate(nameof(PipeEnd.WriteRate));

    private string Rate(string rate) => properties.IsDenied(ProcessDataSets.IO) ? "denied" : properties.Bytes(rate);
}
