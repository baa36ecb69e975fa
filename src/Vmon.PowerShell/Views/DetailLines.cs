using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>Which groups of lines the list view shows, so that nobody scrolls through what was not asked for.</summary>
public static class DetailLines
{
    /// <summary>Whether status was read.</summary>
    public static bool HasStatus(PSObject instance) => Has(instance, nameof(ProcessSample.EffectiveUserId));

    /// <summary>Whether control groups were read.</summary>
    public static bool HasCgroup(PSObject instance) => Has(instance, nameof(ProcessSample.Cgroups));

    /// <summary>Whether namespaces were read.</summary>
    public static bool HasNamespaces(PSObject instance) => Has(instance, nameof(ProcessSample.Namespaces));

    /// <summary>Whether proportional memory was read.</summary>
    public static bool HasPss(PSObject instance) => Has(instance, nameof(ProcessSample.ProportionalMemory));

    /// <summary>Whether the scheduler's times were read.</summary>
    public static bool HasScheduler(PSObject instance) => Has(instance, nameof(ProcessSample.RunTimeTotal));

    /// <summary>Whether the out-of-memory score was read.</summary>
    public static bool HasOom(PSObject instance) => Has(instance, nameof(ProcessSample.OomScore));

    private static bool Has(PSObject instance, string name) => instance.Value(name) is not null;
}
