using System.IO.Enumeration;

namespace Vmon.Compare.Measuring;

/// <summary>How many processes the machine has now.</summary>
internal static class ProcessCount
{
    internal static int OfMachine() => new FileSystemEnumerable<int>("/proc", (ref FileSystemEntry _) => 1)
    {
        ShouldIncludePredicate = (ref FileSystemEntry entry) => char.IsAsciiDigit(entry.FileName[0]),
    }.Count();
}
