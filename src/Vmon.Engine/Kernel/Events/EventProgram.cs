using Vmon.Native;

namespace Vmon.Kernel.Events;

/// <summary>A program that runs at a tracepoint, and the fields that its records have on this kernel.</summary>
/// <param name="Tracepoint">Name of the tracepoint.</param>
/// <param name="Code">Its instructions.</param>
/// <param name="Fields">The fields of its records that are known.</param>
internal sealed record EventProgram(string Tracepoint, BpfInstruction[] Code, EventFields Fields)
{
    /// <summary>Null if the kernel refuses it.</summary>
    internal LoadedProgram? TryLoad(Btf types, Span<byte> log = default) => LoadedProgram.TryLoad(types, "vmon_events"u8, Tracepoint, Code, log);
}
