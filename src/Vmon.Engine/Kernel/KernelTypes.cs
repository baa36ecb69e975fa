using System.Diagnostics.CodeAnalysis;
using Vmon.Native;
using Vmon.ProcFs;

namespace Vmon.Kernel;

/// <summary>Reads the kernel's description of its own types (BTF). Programs that are loaded at about the same time share one reading.</summary>
internal static class KernelTypes
{
    // Larger than those of distributions (5 to 7 MB), so that it does not grow; only filled pages take memory.
    private const int Capacity = 8 * 1024 * 1024;

    // They are needed at the start of a session only, and are too large to keep.
    private static readonly WeakReference<Btf?> Last = new(null);

    /// <summary>False if the kernel has none, or if it is not readable.</summary>
    internal static bool TryRead([NotNullWhen(true)] out Btf? types)
    {
        if (Last.TryGetTarget(out types)) return true;
        ReadBuffer buffer = new(Capacity);
        if (ProcRoot.OpenAt(Libc.CurrentDirectory, "/sys/kernel/btf/vmlinux\0"u8, isDirectory: false, out int file) != ReadStatus.Ok
            || ProcFile.ReadAndClose(file, buffer, out int length) != ReadStatus.Ok
            || !Btf.TryParse(buffer.Keep(length), out types)) return false;
        Last.SetTarget(types);
        return true;
    }
}
