using System.Runtime.InteropServices;

namespace Vmon.Native;

/// <summary>union bpf_attr of BPF_LINK_CREATE, for an iterator over everything.</summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
internal struct BpfLinkAttributes
{
    [FieldOffset(0)]
    internal int Program;

    [FieldOffset(8)]
    internal uint AttachType;
}
