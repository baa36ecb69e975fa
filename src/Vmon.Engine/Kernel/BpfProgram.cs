using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Vmon.Native;
using Vmon.ProcFs;

namespace Vmon.Kernel;

/// <summary>Loads programs into the kernel and attaches them. A result of null is the kernel's refusal.</summary>
internal static unsafe class BpfProgram
{
    // The kernel aborts the verification of a program with EAGAIN when a signal arrives.
    private const int MostAttempts = 10;
    private const int MostName = 15;

    private static readonly int Number = Bpf.NumberOf(RuntimeInformation.ProcessArchitecture) ?? -1;

    /// <summary>Loads a program of the type that traces the kernel.</summary>
    /// <param name="name">Name that tools show, of at most 15 bytes.</param>
    /// <param name="code">Its instructions.</param>
    /// <param name="attachType">Whether it runs over an iterator, or at a tracepoint.</param>
    /// <param name="target">Type id of the function or tracepoint.</param>
    /// <param name="flags">Whether it may sleep.</param>
    /// <param name="log">Receives the reason of a refusal, as text that ends with 0. Empty for none.</param>
    internal static SafeFileHandle? Load(ReadOnlySpan<byte> name, BpfInstruction[] code, uint attachType, int target, uint flags = 0, Span<byte> log = default)
    {
        // The helpers require a GPL-compatible licence. MIT is compatible; this is the kernel's name for it.
        fixed (byte* licence = "Dual MIT/GPL\0"u8)
        fixed (BpfInstruction* instructions = code)
        fixed (byte* reason = log)
        {
            BpfProgramAttributes attributes = new()
            {
                Type = Bpf.Tracing,
                InstructionCount = code.Length,
                Instructions = instructions,
                Licence = licence,
                LogLevel = log.IsEmpty ? 0 : 1,
                LogSize = log.Length,
                Log = reason,
                Flags = flags,
                ExpectedAttachType = attachType,
                AttachTypeId = target,
            };
            name[..Math.Min(name.Length, MostName)].CopyTo(new Span<byte>(attributes.Name, MostName + 1));
            return Owned(Call(Bpf.LoadProgram, &attributes, sizeof(BpfProgramAttributes)));
        }
    }

    /// <summary>Creates the link through which an iterator is read.</summary>
    internal static SafeFileHandle? LinkIterator(SafeFileHandle program)
    {
        BpfLinkAttributes attributes = new() { Program = Descriptor(program), AttachType = Bpf.TraceIterator };
        SafeFileHandle? link = Owned(Call(Bpf.CreateLink, &attributes, sizeof(BpfLinkAttributes)));
        GC.KeepAlive(program);
        return link;
    }

    /// <summary>Begins a pass of an iterator. The descriptor of the pass, or -1.</summary>
    /// <exception cref="ObjectDisposedException">The link is closed.</exception>
    internal static int BeginPass(SafeFileHandle link)
    {
        bool isHeld = false;
        try
        {
            link.DangerousAddRef(ref isHeld);
            BpfIteratorAttributes attributes = new() { Link = Descriptor(link) };
            return Call(Bpf.CreateIterator, &attributes, sizeof(BpfIteratorAttributes));
        }
        finally
        {
            if (isHeld) link.DangerousRelease();
        }
    }

    /// <summary>Begins a pass of an iterator over one thread, without a link that stays. The descriptor of the pass, or -1. Kernels before 6.1 run over all threads.</summary>
    /// <exception cref="ObjectDisposedException">The program is closed.</exception>
    internal static int BeginPass(SafeFileHandle program, int thread)
    {
        bool isHeld = false;
        try
        {
            program.DangerousAddRef(ref isHeld);
            BpfTaskInfo task = new() { ThreadId = thread };
            BpfLinkAttributes attributes = new() { Program = Descriptor(program), AttachType = Bpf.TraceIterator, Task = &task, TaskLength = sizeof(BpfTaskInfo) };
            int link = Call(Bpf.CreateLink, &attributes, sizeof(BpfLinkAttributes));
            if (link < 0) return -1;
            BpfIteratorAttributes iterator = new() { Link = link };
            int pass = Call(Bpf.CreateIterator, &iterator, sizeof(BpfIteratorAttributes));
            _ = Libc.Close(link);
            return pass;
        }
        finally
        {
            if (isHeld) program.DangerousRelease();
        }
    }

    /// <summary>bpf(2), repeated while signals interrupt it, and with a higher limit of locked memory if that may be missing. Negative for an error.</summary>
    internal static int Call(int command, void* attributes, int size)
    {
        nint result = CallUninterrupted(command, attributes, size);
        if (result >= 0 || command is not (Bpf.CreateMap or Bpf.LoadProgram) || ReadStatuses.LastErrno != Errno.EPERM) return (int)result;
        using RaisedMemoryLimit raised = new();
        return (int)CallUninterrupted(command, attributes, size);
    }

    private static nint CallUninterrupted(int command, void* attributes, int size)
    {
        nint result = -1;
        for (int attempt = 0; Number >= 0 && attempt < MostAttempts; attempt++)
        {
            result = Bpf.Call(Number, command, attributes, size);
            if (result >= 0 || ReadStatuses.LastErrno is not (Errno.EINTR or Errno.EAGAIN)) break;
        }

        return result;
    }

    internal static SafeFileHandle? Owned(int descriptor) => descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);

    internal static int Descriptor(SafeFileHandle handle) => (int)handle.DangerousGetHandle();
}
