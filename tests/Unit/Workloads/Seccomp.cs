using System.Runtime.InteropServices;
using Vmon.Native;

namespace Vmon.Tests.Workloads;

/// <summary>Lets another thread decide about system calls of a thread: seccomp(2), seccomp_unotify(2).</summary>
internal static unsafe partial class Seccomp
{
    internal const ulong Receive = 0xc050_2100;
    internal const ulong Send = 0xc018_2101;
    internal const uint Continue = 1;

    private const int SetNoNewPrivileges = 38;
    private const int SetModeFilter = 1;
    private const int NewListener = 8;
    private const uint Allow = 0x7fff_0000;
    private const uint Notify = 0x7fc0_0000;
    private const ushort LoadWord = 0x20;
    private const ushort SkipUnlessEqual = 0x15;
    private const ushort SkipUnlessSet = 0x45;
    private const uint ThirdArgument = 32;
    private const ushort Return = 0x06;

    private static readonly int Number = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 277 : 317;

    /// <summary>Installs the filter on this thread. Returns the descriptor on which a listener must answer its calls.</summary>
    /// <param name="calls">The calls.</param>
    /// <param name="allOpens">Whether opens of the runtime and libc are included. Those of sampling use O_NONBLOCK.</param>
    /// <param name="refused">The error if the filter was refused.</param>
    internal static int Install(IEnumerable<SystemCall> calls, bool allOpens, out Errno refused)
    {
        List<Instruction> code = [new(LoadWord, 0, 0, 0)];
        foreach (SystemCall call in calls)
        {
            bool isNarrowed = call == SystemCall.OpenAt && !allOpens;
            code.Add(new(SkipUnlessEqual, 0, (byte)(isNarrowed ? 4 : 1), (uint)call.Number));
            if (isNarrowed) code.AddRange([new(LoadWord, 0, 0, ThirdArgument), new(SkipUnlessSet, 1, 0, Libc.NonBlocking), new(Return, 0, 0, Allow)]);
            code.Add(new(Return, 0, 0, Notify));
        }

        code.Add(new(Return, 0, 0, Allow));
        fixed (Instruction* instructions = code.ToArray())
        {
            Program program = new() { Length = (ushort)code.Count, Instructions = instructions };
            _ = ProcessControl(SetNoNewPrivileges, 1, 0, 0, 0);
            int listener = (int)Call(Number, SetModeFilter, NewListener, &program);
            refused = listener < 0 ? (Errno)Marshal.GetLastPInvokeError() : Errno.None;
            return listener;
        }
    }

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int Control(int descriptor, ulong request, void* argument);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int ProcessControl(int option, nint first, nint second, nint third, nint fourth);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Call(nint number, nint operation, nint flags, Program* program);

    /// <summary>struct seccomp_notif.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 80)]
    internal struct Notification
    {
        [FieldOffset(0)]
        internal ulong Id;

        [FieldOffset(16)]
        internal int Number;

        [FieldOffset(32)]
        internal CallArguments Arguments;
    }

    /// <summary>struct seccomp_notif_resp.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Response
    {
        internal ulong Id;
        internal long Value;
        internal int Error;
        internal uint Flags;
    }

    /// <summary>struct sock_filter.</summary>
    private readonly record struct Instruction(ushort Operation, byte IfTrue, byte IfFalse, uint Constant);

    /// <summary>struct sock_fprog.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Program
    {
        internal ushort Length;
        internal Instruction* Instructions;
    }
}
