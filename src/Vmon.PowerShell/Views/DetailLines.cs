using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>Which groups of lines the list view shows: hidden properties, so that nobody scrolls through what was not asked for.</summary>
public static class DetailLines
{
    /// <summary>Whether status was read.</summary>
    public static bool HasStatus(PSObject instance) => Of(instance).EffectiveUserId is not null;

    /// <summary>Whether control groups were read.</summary>
    public static bool HasCgroup(PSObject instance) => Of(instance).Cgroups is not null;

    /// <summary>Whether namespaces were read.</summary>
    public static bool HasNamespaces(PSObject instance) => Of(instance).Namespaces is not null;

    /// <summary>Whether proportional memory was read.</summary>
    public static bool HasPss(PSObject instance) => Of(instance).ProportionalMemory is not null;

    /// <summary>Whether the scheduler's times were read.</summary>
    public static bool HasScheduler(PSObject instance) => Of(instance).RunTimeTotal is not null;

    /// <summary>Whether the out-of-memory score was read.</summary>
    public static bool HasOom(PSObject instance) => Of(instance).OomScore is not null;

    private static ProcessSample Of(PSObject instance) => (ProcessSample)instance.BaseObject;
}
