using System.Text;
using Microsoft.Win32.SafeHandles;
using Vmon.Native;

namespace Vmon.Kernel;

/// <summary>A program in the kernel, which runs at its tracepoint, or when its function returns, while it is attached.</summary>
internal sealed unsafe class LoadedProgram : IDisposable
{
    private readonly SafeFileHandle _program;
    private SafeFileHandle? _link;

    private LoadedProgram(SafeFileHandle program, string point) => (_program, Point) = (program, point);

    /// <summary>Name of the tracepoint or function.</summary>
    internal string Point { get; }

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
    /// <param name="types">Types of the kernel.</param>
    /// <param name="name">Name that tools show, of at most 15 bytes.</param>
    /// <param name="tracepoint">Name of the tracepoint.</param>
    /// <param name="code">Its instructions.</param>
    /// <param name="log">Receives the reason of a refusal, as text that ends with 0. Empty for none.</param>
    internal static LoadedProgram? TryLoad(Btf types, ReadOnlySpan<byte> name, string tracepoint, BpfInstruction[] code, Span<byte> log = default)
    {
        if (types.Find(BtfKind.Typedef, Encoding.ASCII.GetBytes($"btf_trace_{tracepoint}")) is not { } target) return null;
        SafeFileHandle? program = BpfProgram.Load(name, code, Bpf.TraceRawTracepoint, target, log: log);
        return program is null ? null : new LoadedProgram(program, tracepoint);
    }

    /// <summary>Null if the kernel lacks the function, or refuses the program.</summary>
    /// <param name="types">Types of the kernel.</param>
    /// <param name="name">Name that tools show, of at most 15 bytes.</param>
    /// <param name="function">Name of the function, after which it runs.</param>
    /// <param name="code">Its instructions.</param>
    /// <param name="log">Receives the reason of a refusal, as text that ends with 0. Empty for none.</param>
    internal static LoadedProgram? TryLoadAfter(Btf types, ReadOnlySpan<byte> name, string function, BpfInstruction[] code, Span<byte> log = default)
    {
        if (types.Find(BtfKind.Function, Encoding.ASCII.GetBytes(function)) is not { } target) return null;
        SafeFileHandle? program = BpfProgram.Load(name, code, Bpf.TraceExitOfFunction, target, log: log);
        return program is null ? null : new LoadedProgram(program, function);
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
