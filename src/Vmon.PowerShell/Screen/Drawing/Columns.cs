using Vmon.PowerShell.Screen.View;

namespace Vmon.PowerShell.Screen.Drawing;

/// <summary>What a column of the list shows.</summary>
internal enum ColumnKind
{
    Id,
    User,
    State,
    Cpu,
    CpuHistory,
    Memory,
    Read,
    Write,
    IoHistory,
    Receive,
    Send,
    Time,
    Threads,
    Unit,
    Command,
}

/// <summary>A column of the list.</summary>
/// <param name="Kind">What it shows.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Width">Its width. The last column takes the rest.</param>
/// <param name="Sort">What a click on its heading sorts by.</param>
/// <param name="IsNumber">Whether it is aligned to the right.</param>
internal sealed record Column(ColumnKind Kind, string Title, int Width, SortField Sort, bool IsNumber = true)
{
    private const int Wide = 110;
    private const int Wider = 150;
    private const int Widest = 200;

    /// <summary>The columns that a screen has room for.</summary>
    /// <param name="width">Columns of the screen.</param>
    /// <param name="hasNetwork">Whether the network traffic of processes is shown.</param>
    internal static Column[] Of(int width, bool hasNetwork)
    {
        int history = width < Wide ? 10 : width < Wider ? 16 : width < Widest ? 24 : 40;
        List<Column> columns =
        [
            new(ColumnKind.Id, "PID", 7, SortField.Id),
            new(ColumnKind.User, "USER", width < Wide ? 8 : 10, SortField.User, IsNumber: false),
            new(ColumnKind.State, "S", 1, SortField.State, IsNumber: false),
            new(ColumnKind.Cpu, "CPU%", 5, SortField.Cpu),
            new(ColumnKind.CpuHistory, "CPU", history, SortField.Cpu, IsNumber: false),
            new(ColumnKind.Memory, "MEM", 6, SortField.Memory),
        ];
        if (width >= Wide) columns.AddRange([new(ColumnKind.Read, "READ/s", 6, SortField.Read), new(ColumnKind.Write, "WRITE/s", 7, SortField.Write)]);
        columns.Add(new(ColumnKind.IoHistory, "IO", history / 2, SortField.Write, IsNumber: false));
        if (hasNetwork) columns.AddRange([new(ColumnKind.Receive, "RECV/s", 6, SortField.Receive), new(ColumnKind.Send, "SEND/s", 6, SortField.Send)]);
        if (width >= Wider) columns.AddRange([new(ColumnKind.Time, "TIME", 8, SortField.Time), new(ColumnKind.Threads, "THR", 4, SortField.Threads)]);
        if (width >= Widest) columns.Add(new(ColumnKind.Unit, "UNIT", 20, SortField.Unit, IsNumber: false));
        columns.Add(new(ColumnKind.Command, "COMMAND", 0, SortField.Command, IsNumber: false));
        return [.. columns];
    }
}
