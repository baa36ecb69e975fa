using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Vmon.Native;
using Vmon.ProcFs;

namespace Vmon.Kernel.Network;

/// <summary>The program that finds the TCP connections of processes (a BPF task_file iterator), loaded into the kernel until it is disposed.</summary>
internal sealed unsafe class ConnectionIterator : IDisposable
{
    // The kernel collects so many bytes of whole records per read.
    private static readonly int Chunk = 8 * Environment.SystemPageSize;

    private readonly Lock _gate = new();
    private readonly ReadBuffer _buffer = new(Chunk);
    private readonly SafeFileHandle _program;
    private readonly SafeFileHandle _everything;

    private ConnectionIterator(SafeFileHandle program, SafeFileHandle everything) => (_program, _everything) = (program, everything);

    /// <summary>Null if the kernel does not permit or support it, or if /proc may refuse this thread what a pass shows.</summary>
    internal static ConnectionIterator? TryOpen()
    {
        ReadBuffer buffer = new();
        return BpfPermission.IsGranted(buffer) && BpfPermission.MayReadAll(buffer) && KernelTypes.TryRead(out Btf? types) ? TryLoad(types) : null;
    }

    /// <summary>Loads the program.</summary>
    /// <param name="types">Types of the kernel.</param>
    /// <param name="log">Receives the reason of a refusal, as text that ends with 0. Empty for none.</param>
    internal static ConnectionIterator? TryLoad(Btf types, Span<byte> log = default)
    {
        if (types.Find(BtfKind.Function, "bpf_iter_task_file"u8) is not { } target || ConnectionProgram.Assemble(types) is not { } code) return null;
        SafeFileHandle? program = BpfProgram.Load("vmon_sockets"u8, code, Bpf.TraceIterator, target, log: log);
        if (program is null) return null;
        if (BpfProgram.LinkIterator(program) is { } everything) return new ConnectionIterator(program, everything);
        program.Dispose();
        return null;
    }

    /// <summary>Adds the connections of all processes. False if it failed: also after a million descriptors without a connection, which any user can have.</summary>
    /// <param name="counts">Receives how many each process has. A socket of several descriptors counts once.</param>
    /// <param name="cancellation">Cancels it.</param>
    internal bool TryRead(ConnectionCounts counts, CancellationToken cancellation)
    {
        lock (_gate)
        {
            int pass = Begin();
            if (pass < 0) return false;
            nint count = 1;
            while (count > 0 && !cancellation.IsCancellationRequested)
            {
                do count = Libc.Read(pass, _buffer.Pointer, Chunk);
                while (count < 0 && ReadStatuses.LastErrno == Errno.EINTR);
                if (count > 0) counts.Add(MemoryMarshal.Cast<byte, ConnectionRecord>(_buffer.First((int)count)));
            }

            _ = Libc.Close(pass);
            return count == 0;
        }
    }

    public void Dispose()
    {
        _everything.Dispose();
        _program.Dispose();
    }

    private int Begin()
    {
        try
        {
            return BpfProgram.BeginPass(_everything);
        }
        catch (ObjectDisposedException)
        {
            return -1;
        }
    }
}
