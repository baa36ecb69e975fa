namespace Vmon.PowerShell;

/// <summary>What a script asks of the objects of a command.</summary>
/// <param name="DataSets">The data sets of the properties that it names.</param>
/// <param name="IsParent">Whether it names Parent, which takes that the watch has the ancestors.</param>
/// <param name="IsEverything">Whether it asks for all properties without naming them, as an export does.</param>
internal readonly record struct AskedProperties(ProcessDataSets DataSets, bool IsParent, bool IsEverything)
{
    // Large processes pay for Pss, and processes with many descriptors for Files: those are read only if they are named.
    private const ProcessDataSets Expensive = ProcessDataSets.Pss | ProcessDataSets.Files;

    /// <summary>What to read of each process.</summary>
    internal ProcessDataSets ToRead => IsEverything ? DataSets | (ProcessDataSets.All & ~Expensive) : DataSets;
}
