using System.Globalization;
using Vmon.PowerShell.Screen.Cells;
using Vmon.PowerShell.Screen.Frames;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Screen.Drawing;

/// <summary>The machine: CPUs, memory, pressure, disks and network interfaces.</summary>
internal static class MachinePanel
{
    private const int MostMeters = 8;
    private const int MeterWidth = 38;
    private const int LabelWidth = 4;
    private const int MostDevices = 4;

    /// <summary>How many lines there are.</summary>
    internal static int HeightOf(SystemSample? machine, int width) => 1 + CpuLines(machine, width) + MemoryLines(width) + 2;

    /// <param name="grid">The screen.</param>
    /// <param name="height">How many lines there is room for.</param>
    /// <param name="title">What the first line says at its end.</param>
    /// <param name="frame">The sample.</param>
    /// <param name="host">Name of the host.</param>
    /// <param name="glyphs">Characters of bars.</param>
    internal static void Draw(CellGrid grid, int height, (string Text, Style Style) title, Frame frame, string host, Glyphs glyphs)
    {
        DrawTitle(grid, title, frame, host);
        if (frame.Machine is not { } machine) return;
        int y = 1;
        y += DrawCpus(grid, y, height, machine, glyphs);
        if (y < height) y += DrawMemory(grid, y, machine);
        if (y < height) DrawPressure(grid, y++, machine);
        if (y < height) DrawDevices(grid, y, machine);
    }

    private static void DrawTitle(CellGrid grid, (string Text, Style Style) title, Frame frame, string host)
    {
        int x = grid.Write(0, 0, PrintableText.Of(host), Style.Strong, grid.Width / 4);
        x = grid.Write(x, 0, frame.Time.ToString("  HH:mm:ss", CultureInfo.InvariantCulture), Style.Plain);
        if (frame.Machine?.Uptime is { } uptime) x = grid.Write(x, 0, "  up " + Age(uptime), Style.Faint);
        if (frame.Machine?.LoadAverage1 is not null)
            x = grid.Write(x, 0, $"  load {Units.Average(frame.Machine.LoadAverage1)} {Units.Average(frame.Machine.LoadAverage5)} {Units.Average(frame.Machine.LoadAverage15)}", Style.Faint);
        if (TextWidth.Of(title.Text) < grid.Width) grid.WriteRight(grid.Width, 0, " " + title.Text, title.Style, grid.Width);
    }

    private static int ColumnsOf(int width) => Math.Max(1, width / MeterWidth);

    private static int CpuLines(SystemSample? machine, int width)
    {
        int cpus = machine?.Cpus?.Count ?? 0;
        int meters = cpus is 0 or > MostMeters ? 1 : cpus;
        return ((meters + ColumnsOf(width) - 1) / ColumnsOf(width)) + (cpus > MostMeters ? (cpus + width - LabelWidth - 2) / (width - LabelWidth - 1) : 0);
    }

    private static int MemoryLines(int width) => ColumnsOf(width) > 1 ? 1 : 2;

    // A meter for each CPU, or with many of them one for all, and a column for each below it.
    private static int DrawCpus(CellGrid grid, int top, int height, SystemSample machine, Glyphs glyphs)
    {
        IReadOnlyList<CpuSample> cpus = machine.Cpus ?? [];
        IReadOnlyList<CpuSample> meters = cpus.Count is > 0 and <= MostMeters ? cpus : machine.Cpu is { } whole ? [whole] : [];
        int columns = Math.Min(ColumnsOf(grid.Width), Math.Max(1, meters.Count));
        int lines = (meters.Count + columns - 1) / columns;
        int width = grid.Width / columns;
        for (int i = 0; i < meters.Count; i++)
        {
            int y = top + (i % lines);
            if (y >= height) continue;
            string label = meters[i].Number is { } number ? string.Create(CultureInfo.InvariantCulture, $"{number,3}") : "CPU";
            double other = (meters[i].IrqPercent + meters[i].SoftIrqPercent + meters[i].StealPercent) ?? 0;
            Meter.Draw(grid, i / lines * width, y, width - 1, label, Units.Percent(meters[i].CpuPercent) + "%",
                ((meters[i].UserPercent + meters[i].NicePercent) ?? 0, Hue.User), ((meters[i].SystemPercent ?? 0) + other, Hue.System));
        }

        if (cpus.Count <= MostMeters) return lines;
        int perLine = grid.Width - LabelWidth - 1;
        for (int i = 0; i < cpus.Count; i++)
        {
            int y = top + lines + (i / perLine);
            if (y >= height) break;
            double system = cpus[i].SystemPercent ?? 0;
            grid.Set(LabelWidth + (i % perLine), y, HistoryBar.Cpu(new Usage((cpus[i].CpuPercent ?? 0) - system, system, 0, 0), glyphs));
        }

        return lines + ((cpus.Count + perLine - 1) / perLine);
    }

    private static int DrawMemory(CellGrid grid, int y, SystemSample machine)
    {
        int lines = MemoryLines(grid.Width);
        int width = lines == 1 ? grid.Width / 2 : grid.Width;
        double percent = Percent(machine.MemoryUsed, machine.MemoryTotal);
        double cached = Percent(machine.Cached + machine.Buffers, machine.MemoryTotal);
        Meter.Draw(grid, 0, y, width - 1, "Mem", $"{Units.Bytes(machine.MemoryUsed)}/{Units.Bytes(machine.MemoryTotal)}",
            (percent, Hue.User), (Math.Min(cached, 100 - percent), Hue.Faint));
        Meter.Draw(grid, lines == 1 ? width : 0, y + lines - 1, width - 1, "Swp", $"{Units.Bytes(machine.SwapUsed)}/{Units.Bytes(machine.SwapTotal)}",
            (Percent(machine.SwapUsed, machine.SwapTotal), Hue.Bad), (0, Hue.Faint));
        return lines;
    }

    private static double Percent(long? part, long? whole) => part is { } known && whole > 0 ? 100.0 * known / whole.Value : 0;

    private static void DrawPressure(CellGrid grid, int y, SystemSample machine)
    {
        int x = grid.Write(0, y, "PSI", Style.Faint);
        x = Pair(grid, x + 1, y, "cpu", Stall(machine.CpuPressure));
        x = Pair(grid, x + 1, y, "mem", Stall(machine.MemoryPressure));
        x = Pair(grid, x + 1, y, "io", Stall(machine.IoPressure));
        x = Pair(grid, x + 2, y, "running", string.Create(CultureInfo.InvariantCulture, $"{machine.ProcessesRunning}"));
        x = Pair(grid, x + 1, y, "blocked", string.Create(CultureInfo.InvariantCulture, $"{machine.ProcessesBlocked}"));
        x = Pair(grid, x + 1, y, "forks/s", Units.Rate(machine.ForksRate));
        _ = Pair(grid, x + 1, y, "threads", string.Create(CultureInfo.InvariantCulture, $"{machine.ThreadCount}"));
    }

    // Of the interval if the kernel's counters tell, otherwise its average of ten seconds.
    private static string Stall(PressureSample? pressure) => Units.Percent(pressure?.SomePercent ?? pressure?.SomeAverage10) + "%";

    private static void DrawDevices(CellGrid grid, int y, SystemSample machine)
    {
        int half = grid.Width / 2;
        int x = grid.Write(0, y, "Dsk", Style.Faint);
        IEnumerable<DiskSample> disks = (machine.Disks ?? []).Where(static disk => disk.IsInTotal).OrderByDescending(static disk => disk.ReadRate + disk.WriteRate).Take(MostDevices);
        foreach (DiskSample disk in disks)
            x = Device(grid, x + 1, y, half, disk.Name, $"r {Units.Bytes(disk.ReadRate)} w {Units.Bytes(disk.WriteRate)} {Units.Percent(disk.BusyPercent)}%");
        x = grid.Write(half, y, "Net", Style.Faint);
        IEnumerable<InterfaceSample> interfaces = (machine.Interfaces ?? []).OrderByDescending(static one => one.ReceiveRate + one.SendRate).Take(MostDevices);
        foreach (InterfaceSample one in interfaces) x = Device(grid, x + 1, y, grid.Width, one.Name, $"in {Units.Bytes(one.ReceiveRate)} out {Units.Bytes(one.SendRate)}");
    }

    // What has no room is left out, not cut off.
    private static int Device(CellGrid grid, int x, int y, int end, string name, string text)
    {
        string label = PrintableText.Of(name);
        return x + TextWidth.Of(label) + 1 + text.Length >= end ? x : Pair(grid, x, y, label, text);
    }

    private static int Pair(CellGrid grid, int x, int y, string name, string text) => grid.Write(grid.Write(x, y, name + " ", Style.Faint), y, text, Style.Plain);

    private static string Age(TimeSpan time) => time.Days > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{time.Days}d {time.Hours:00}:{time.Minutes:00}")
        : time.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture);
}
