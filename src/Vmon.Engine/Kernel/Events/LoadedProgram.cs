using System.Text;
using Microsoft.Win32.SafeHandles;
using Vmon.Native;

namespace Vmon.Kernel.Events;

/// <summary>A program in the kernel, which runs at its tracepoint while it is attached.</summary>
internal sealed unsafe class LoadedProgram : IDisposable
{
    private readonly SafeFileHandle _program;
    private SafeFileHandle? _link;

    private LoadedProgram(SafeFileHandle program, EventProgram source) => (_program, Source) = (program, source);

    internal EventProgram Source { get; }

    /// <summary>What the kernel counts of the program.</summary>
    internal BpfProgramInfo Info
    {
        get
        {
            BpfProgramInfo info = default;
            BpfInfoAttributes attributes = new() { Descriptor = BpfProgram.Descriptor(_program), Length = sizeof(BpfProgramInfo), Info = &info };
            bool isRead = BpfProgram.Call(Bpf.DescribeObject, &attributes, sizeof(BpfInfoAttributes)) == 0;
            return isRead ? info : default;
        }
    }

    /// <summary>Null if the kernel lacks the tracepoint, or refuses the program.</summary>
    internal static LoadedProgram? TryLoad(Btf types, EventProgram source, Span<byte> log = default)
    {
        if (types.Find(BtfKind.Typedef, Encoding.ASCII.GetBytes($"btf_trace_{source.Tracepoint}")) is not { } target) return null;
        SafeFileHandle? program = BpfProgram.Load("vmon_events"u8, source.Code, Bpf.TraceRawTracepoint, target, log: log);
        return program is null ? null : new LoadedProgram(program, source);
    }

    /// <summary>False if the kernel refuses.</summary>
    internal bool TryAttach()
    {
        BpfTracepointAttributes attributes = new() { Program = BpfProgram.Descriptor(_program) };
        _link ??= BpfProgram.Owned(BpfProgram.Call(Bpf.OpenRawTracepoint, &attributes, sizeof(BpfTracepointAttributes)));
        return _link is not null;
    }

    internal void Detach()
    {
        _link?.Dispose();
        _link = null;
    }

    public void Dispose()
    {
        Detach();
        _program.Dispose();
    }
}
