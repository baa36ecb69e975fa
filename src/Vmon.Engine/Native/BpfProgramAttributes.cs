using System.Runtime.InteropServices;

namespace Vmon.Native;

/// <summary>union bpf_attr of BPF_PROG_LOAD: what is not named is zero.</summary>
[StructLayout(LayoutKind.Explicit, Size = 120)]
internal unsafe struct BpfProgramAttributes
{
    [FieldOffset(0)]
    internal uint Type;

    [FieldOffset(4)]
    internal int InstructionCount;

    [FieldOffset(8)]
    internal BpfInstruction* Instructions;

    [FieldOffset(16)]
    internal byte* Licence;

    [FieldOffset(48)]
    internal fixed byte Name[16];

    [FieldOffset(68)]
    internal uint ExpectedAttachType;

    [FieldOffset(108)]
    internal int AttachTypeId;
}
