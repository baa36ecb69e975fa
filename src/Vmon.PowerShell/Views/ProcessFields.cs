using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>The texts of the list view that come from processes; null, and not a dash, where there is none.</summary>
public static class ProcessFields
{
    /// <summary>The executable.</summary>
    public static string? Path(PSObject instance) => Printable(Of(instance).Path);

    /// <summary>The command line.</summary>
    public static string? CommandLine(PSObject instance) => Printable(Of(instance).CommandLine);

    /// <summary>The words of the command line.</summary>
    public static string[]? Arguments(PSObject instance) => Of(instance).Arguments?.Select(PrintableText.Of).ToArray();

    /// <summary>The control group.</summary>
    public static string? CgroupPath(PSObject instance) => Printable(Of(instance).CgroupPath);

    private static string? Printable(string? text) => text is null ? null : PrintableText.Of(text);

    private static ProcessSample Of(PSObject instance) => (ProcessSample)instance.BaseObject;
}
