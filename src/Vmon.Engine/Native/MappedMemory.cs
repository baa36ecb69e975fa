using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Vmon.Native;

/// <summary>Memory that is shared with the kernel through a descriptor (mmap).</summary>
internal sealed unsafe partial class MappedMemory : SafeHandleZeroOrMinusOneIsInvalid
{
    private const int Readable = 1;
    private const int Writable = 2;
    private const int Shared = 1;
    private const nint Failed = -1;

    private readonly nint _length;

    private MappedMemory(nint address, nint length)
        : base(ownsHandle: true)
    {
        SetHandle(address);
        _length = length;
    }

    internal byte* Pointer => (byte*)handle;

    /// <summary>Null if the kernel refuses.</summary>
    internal static MappedMemory? TryMap(SafeHandle descriptor, nint length, nint offset, bool isWritable)
    {
        nint address = Map(0, length, Readable | (isWritable ? Writable : 0), Shared, (int)descriptor.DangerousGetHandle(), offset);
        GC.KeepAlive(descriptor);
        return address == Failed ? null : new MappedMemory(address, length);
    }

    protected override bool ReleaseHandle() => Unmap(handle, _length) == 0;

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nint length, int protection, int flags, int descriptor, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Unmap(nint address, nint length);
}
