using System.IO.Enumeration;

namespace Vmon.Compare.Measuring;

/// <summary>Number of processes of the machine.</summary>
internal static class ProcessCount
{
    internal static int OfMachine() => new FileSystemEnumerable<int>("/proc", (ref FileSystemEntry _) => 1)
    {
        ShouldIncludePredicate = (ref FileSystemEntry entry) => char.IsAsciiDigit(entry.FileName[0]),
    }.Count();
}
