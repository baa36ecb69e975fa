using Vmon.Native;
using Vmon.ProcFs;

namespace Vmon.Kernel;

/// <summary>Reads the kernel's description of its own types.</summary>
internal static class KernelTypes
{
    // Larger than those of distributions (5 to 7 MB), so that it does not grow; only filled pages take memory.
    private const int Capacity = 8 * 1024 * 1024;

    /// <summary>False if the kernel has none, or if it is not readable.</summary>
    /// <param name="buffer">The memory of the types, which must be kept while they are in use.</param>
    /// <param name="types">The types.</param>
    internal static bool TryRead(out ReadBuffer buffer, out Btf types)
    {
        buffer = new ReadBuffer(Capacity);
        types = default;
        return ProcRoot.OpenAt(Libc.CurrentDirectory, "/sys/kernel/btf/vmlinux\0"u8, isDirectory: false, out int file) == ReadStatus.Ok
            && ProcFile.ReadAndClose(file, buffer, out int length) == ReadStatus.Ok
            && Btf.TryParse(buffer.First(length), out types);
    }
}
