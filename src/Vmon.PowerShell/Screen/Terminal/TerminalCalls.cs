using System.Runtime.InteropServices;

namespace Vmon.PowerShell.Screen.Terminal;

/// <summary>The libc calls on a terminal. -1 is an error.</summary>
internal static unsafe partial class TerminalCalls
{
    internal const int Input = 0;
    internal const int Output = 1;

    /// <summary>More than a termios of any architecture.</summary>
    internal const int ModeSize = 256;

    /// <summary>TCSANOW. Waiting for the output would hang on a terminal that does not read.</summary>
    internal const int AtOnce = 0;

    internal const short PollIn = 1;
    internal const short PollOut = 4;
    internal const int CloseOnExec = 0x80000;
    internal const int NonBlocking = 0x800;
    internal const int Interrupted = 4; // EINTR
    internal const int TryAgain = 11; // EAGAIN
    internal const int Interrupt = 2; // SIGINT
    internal const int Stop = 19; // SIGSTOP
    internal const int TerminalStop = 20; // SIGTSTP

    // TIOCGWINSZ.
    private static readonly nuint GetSize = RuntimeInformation.ProcessArchitecture == Architecture.Ppc64le ? 0x40087468u : 0x5413u;

    [LibraryImport("libc", EntryPoint = "isatty", SetLastError = true)]
    internal static partial int IsTerminal(int descriptor);

    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    internal static partial int GetMode(int descriptor, byte* mode);

    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    internal static partial int SetMode(int descriptor, int when, byte* mode);

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    internal static partial void MakeRaw(byte* mode);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int descriptor, byte* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    internal static partial int Poll(PolledDescriptor* descriptors, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    internal static partial int CreateEvent(uint count, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    internal static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(int descriptor, nuint request, WindowSize* size);

    /// <summary>Columns and rows of a terminal. 80×24 if it does not know.</summary>
    internal static (int Width, int Height) SizeOf(int descriptor)
    {
        WindowSize size = default;
        return Control(descriptor, GetSize, &size) == 0 && size.Columns > 0 && size.Rows > 0 ? (size.Columns, size.Rows) : (80, 24);
    }

    // struct winsize
    private struct WindowSize
    {
        internal ushort Rows;
        internal ushort Columns;
        internal ushort PixelWidth;
        internal ushort PixelHeight;
    }
}

/// <summary>struct pollfd.</summary>
internal struct PolledDescriptor
{
    internal int Descriptor;
    internal short Events;
    internal short Returned;
}
