using System.Globalization;
using System.Management.Automation.Host;
using System.Runtime.InteropServices;

namespace Vmon.Host;

/// <summary>How much room there is for text. (<see cref="Console.WindowWidth"/> would tell, and change the terminal's mode with it.)</summary>
internal static partial class TerminalSize
{
    private const int StandardOutput = 1;
    private const int DefaultWidth = 120;
    private const int DefaultHeight = 50;
    private const nuint GetWindowSize = 0x5413;

    /// <summary>The terminal's size; without one, COLUMNS wide, or as wide as reads well in a log.</summary>
    internal static unsafe Size Current
    {
        get
        {
            WindowSize window = default;
            return IOControl(StandardOutput, GetWindowSize, &window) == 0 && window.Columns > 0
                ? new(window.Columns, window.Rows > 0 ? window.Rows : DefaultHeight)
                : new(Columns(), DefaultHeight);
        }
    }

    private static int Columns() =>
        int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out int columns)
        && columns > 0 ? columns : DefaultWidth;

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static unsafe partial int IOControl(int descriptor, nuint request, WindowSize* size);

    private struct WindowSize
    {
        internal ushort Rows;
        internal ushort Columns;
        internal ushort Width;
        internal ushort Height;
    }
}
