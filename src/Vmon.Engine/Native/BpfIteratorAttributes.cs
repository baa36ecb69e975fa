using System.Runtime.InteropServices;

namespace Vmon.Native;

/// <summary>union bpf_attr of BPF_ITER_CREATE.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct BpfIteratorAttributes
{
    internal int Link;
    internal uint Flags;
}
