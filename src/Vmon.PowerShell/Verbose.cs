using System.Globalization;

namespace Vmon.PowerShell;

/// <summary>What the cmdlets say under -Verbose: once for a command, never for a process.</summary>
internal static class Verbose
{
    internal const string LeavesOutKernelThreads = " Kernel threads are left out; -IncludeKernelThread includes them.";

    internal static string Begins(VmonSession session, Enum dataSets) => string.Create(
        CultureInfo.InvariantCulture,
        $"Session '{session.Name}' samples {session.ProcRoot}, reading {dataSets}; at most {session.DescriptorBudget} descriptor(s) stay open between samples.");

    internal static string Ends(VmonSession session, long samples, long missedBefore) => string.Create(
        CultureInfo.InvariantCulture,
        $"{samples} sample(s) taken, {session.MissedSampleCount - missedBefore} missed; {session.OpenDescriptorCount} descriptor(s) of session "
        + $"'{session.Name}' are open now.");

    internal static string Stopped(VmonSession session) => string.Create(
        CultureInfo.InvariantCulture,
        $"Session '{session.Name}' has stopped after {session.SampleCount} sample(s), {session.MissedSampleCount} missed.");
}
