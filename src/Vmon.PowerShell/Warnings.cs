using System.Globalization;

namespace Vmon.PowerShell;

/// <summary>Every warning that the cmdlets give.</summary>
internal static class Warnings
{
    internal static string Denied(DeniedSummary denied) => string.Create(
        CultureInfo.InvariantCulture,
        $"The kernel refused {What(denied.Wants)} of {denied.Processes} process(es): unknown is null, and the Denied property tells of which. It takes root's rights, or CAP_SYS_PTRACE. Said once for a session.");

    internal static string Denied(SystemWants wants) =>
        $"The kernel refused {wants} of the machine: what it would tell is null. A container may hide such files.";

    private static string What(ProcessWants wants) => wants == ProcessWants.None ? "everything" : wants.ToString();
}
