namespace Vmon.PowerShell;

/// <summary>What a script asks of the objects of a command.</summary>
/// <param name="Named">The data sets of the properties that it names.</param>
/// <param name="IsParent">Whether it names Parent, which takes that the watch has the ancestors.</param>
/// <param name="OfInterval">The properties that its pipeline names and that compare two samples; null for none.</param>
/// <param name="Exported">The data sets for an export, which asks for all properties without naming them; None without one.</param>
internal readonly record struct AskedProperties(ProcessDataSets Named, bool IsParent, string[]? OfInterval, ProcessDataSets Exported)
{
    /// <summary>
    /// Everything but Pss and Files, which are read only if they are named: large processes pay for the one, and processes with many descriptors for the
    /// other.
    /// </summary>
    internal const ProcessDataSets Inexpensive = ProcessDataSets.All & ~(ProcessDataSets.Pss | ProcessDataSets.Files);

    /// <summary>Everything that ConvertTo-Json does not truncate at its default depth.</summary>
    internal const ProcessDataSets Flat = Inexpensive & ~(ProcessDataSets.Cgroup | ProcessDataSets.Namespaces);

    /// <summary>What to read of each process.</summary>
    internal ProcessDataSets ToRead => Named | Exported;
}
