using System.Globalization;

namespace Vmon.PowerShell;

/// <summary>Every verbose message of the cmdlets: one at the beginning and one at the end of a command.</summary>
internal static class Verbose
{
    internal const string LeavesOutKernelThreads = " Kernel threads are left out; -IncludeKernelThread includes them.";

    internal static string Begins(VmonSession session, Enum dataSets) => string.Create(
        CultureInfo.InvariantCulture,
        $"Sampling {session.ProcRoot} in session '{session.Name}', data sets {dataSets}. Up to {session.DescriptorBudget} descriptor(s) stay open between samples.");

    internal static string Ends(VmonSession session, long samples, long missedBefore) => string.Create(
        CultureInfo.InvariantCulture,
        $"Took {samples} sample(s) and missed {session.MissedSampleCount - missedBefore}. Session '{session.Name}' has {session.OpenDescriptorCount} open descriptor(s).");

    internal static string Stopped(VmonSession session) => string.Create(
        CultureInfo.InvariantCulture,
        $"Stopped session '{session.Name}'. It took {session.SampleCount} sample(s) and missed {session.MissedSampleCount}.");
}
