using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Vmon.Native;

namespace Vmon.Kernel.Network;

/// <summary>Assembles the program that the kernel runs for each open descriptor. It writes <see cref="ConnectionRecord"/> for a TCP connection.</summary>
internal static class ConnectionProgram
{
    // Helpers of the kernel, by the numbers of linux/bpf.h.
    private const int WriteToStream = 127;
    private const int SocketOfFile = 162;

    private const int AddressFamilyInternet = 2;
    private const int AddressFamilyInternet6 = 10;

    // The low byte of Multipath TCP is the same.
    private const int Tcp = 6;
    private const int LowByte = 0xff;
    private const int Closed = 7;
    private const int Listening = 10;

    private const int Value = 1;
    private const int Other = 2;
    private const int Context = 6;
    private const int Socket = 7;
    private const int Task = 8;
    private const int File = 9;

    private static readonly int Record = -Unsafe.SizeOf<ConnectionRecord>();

    /// <summary>Null if the kernel lacks a field.</summary>
    // struct bpf_iter__task_file { struct bpf_iter_meta *meta; struct task_struct *task; u32 fd; struct file *file; }, 8 bytes each
    internal static BpfInstruction[]? Assemble(Btf btf)
    {
        if (btf.Find(BtfKind.Structure, "task_struct"u8) is not { } task) return null;
        BpfCode code = new(btf);
        List<int> ends = [];
        code.Add(BpfInstruction.Move(Context, 1));
        code.Add(BpfInstruction.Load(sizeof(long), Task, Context, sizeof(long)));
        code.Add(BpfInstruction.Load(sizeof(long), File, Context, 3 * sizeof(long)));
        ends.Add(code.Jump(BpfInstruction.SkipIfZero(Task, 0)));
        ends.Add(code.Jump(BpfInstruction.SkipIfZero(File, 0)));
        if (!code.TryLoad(Value, Task, task, "pid"u8) || !code.TryLoad(Other, Task, task, "tgid"u8)) return null;
        ends.Add(code.Jump(BpfInstruction.SkipIfNotEqual(Value, Other, 0)));
        if (!TryFindConnection(code, btf, ends)) return null;
        if (!TryCopy(code, task)) return null;
        code.Add(BpfInstruction.Load(sizeof(long), 1, Context, 0));
        code.Add(BpfInstruction.Load(sizeof(long), 1, 1, 0));
        code.Add(BpfInstruction.Move(2, BpfCode.Stack));
        code.Add(BpfInstruction.AddConstant(2, Record));
        code.Add(BpfInstruction.Set(3, -Record));
        code.Add(BpfInstruction.Call(WriteToStream));
        foreach (int end in ends) code.Land(end);
        code.Return(0);
        return code.Instructions;
    }

    private static bool TryFindConnection(in BpfCode code, Btf btf, List<int> ends)
    {
        if (btf.Find(BtfKind.Structure, "socket"u8) is not { } file || btf.Find(BtfKind.Structure, "sock"u8) is not { } socket) return false;
        code.Add(BpfInstruction.Move(1, File));
        code.Add(BpfInstruction.Call(SocketOfFile));
        ends.Add(code.Jump(BpfInstruction.SkipIfZero(0, 0)));
        if (!code.TryLoad(Socket, 0, file, "sk"u8)) return false;
        ends.Add(code.Jump(BpfInstruction.SkipIfZero(Socket, 0)));
        if (!code.TryLoad(Value, Socket, socket, "__sk_common.skc_family"u8) || !code.TryLoad(Other, Socket, socket, "sk_protocol"u8)) return false;
        int isInternet = code.Jump(BpfInstruction.SkipIfEqual(Value, AddressFamilyInternet, 0));
        int isInternet6 = code.Jump(BpfInstruction.SkipIfEqual(Value, AddressFamilyInternet6, 0));
        ends.Add(code.Jump(BpfInstruction.Skip(0)));
        code.Land(isInternet);
        code.Land(isInternet6);
        code.Add(BpfInstruction.And(Other, LowByte));
        int isTcp = code.Jump(BpfInstruction.SkipIfEqual(Other, Tcp, 0));
        ends.Add(code.Jump(BpfInstruction.Skip(0)));
        code.Land(isTcp);
        if (!code.TryLoad(Value, Socket, socket, "__sk_common.skc_state"u8)) return false;
        foreach (int state in (ReadOnlySpan<int>)[Closed, Listening]) ends.Add(code.Jump(BpfInstruction.SkipIfEqual(Value, state, 0)));
        return true;
    }

    private static bool TryCopy(in BpfCode code, int task)
    {
        code.Add(BpfInstruction.Store(sizeof(long), BpfCode.Stack, Record + Offset(nameof(ConnectionRecord.Socket)), Socket));
        if (!code.TryLoad(Value, Task, task, "start_boottime"u8) || !code.TryLoad(Other, Task, task, "tgid"u8)) return false;
        code.Add(BpfInstruction.Store(sizeof(long), BpfCode.Stack, Record + Offset(nameof(ConnectionRecord.StartTime)), Value));
        code.Add(BpfInstruction.Store(sizeof(long), BpfCode.Stack, Record + Offset(nameof(ConnectionRecord.Process)), Other));
        return true;
    }

    private static int Offset(string field) => (int)Marshal.OffsetOf<ConnectionRecord>(field);
}

/// <summary>A TCP connection that a process has open.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ConnectionRecord
{
    /// <summary>Nanoseconds from boot to the start of the process.</summary>
    internal long StartTime;

    /// <summary>Address of the socket, the same for descriptors that share it.</summary>
    internal long Socket;

    internal long Process;
}
