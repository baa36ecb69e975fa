namespace Vmon.Compare.Measuring;

/// <summary>Number of open descriptors of all processes.</summary>
internal static class DescriptorCount
{
    internal static int OfMachine()
    {
        int count = 0;
        foreach (string process in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(path[^1])))
        {
            try
            {
                count += Directory.EnumerateFileSystemEntries(Path.Combine(process, "fd")).Count();
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It exited.
            }
        }

        return count;
    }
}
