using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>What views show of a socket.</summary>
public static class SocketColumns
{
    /// <summary>Protocol, addresses and state.</summary>
    public static string Summary(PSObject instance) => PrintableText.Of(instance.ToString());
}
