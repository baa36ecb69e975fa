using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>The cells of the view of the ends of pipes.</summary>
public static class PipeEndColumns
{
    /// <summary>Name of the process.</summary>
    public static string Name(PSObject instance) => instance.Printable(nameof(PipeEnd.ProcessName));

    /// <summary>Bytes per second that the process reads, from anything.</summary>
    public static string ReadRate(PSObject instance) => Rate(instance, nameof(PipeEnd.ReadRate));

    /// <summary>Bytes per second that the process writes, to anything.</summary>
    public static string WriteRate(PSObject instance) => Rate(instance, nameof(PipeEnd.WriteRate));

    private static string Rate(PSObject instance, string rate) => instance.IsDenied(ProcessWants.IO) ? "denied" : instance.Bytes(rate);
}
