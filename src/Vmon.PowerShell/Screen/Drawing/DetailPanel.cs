using System.Globalization;
using Vmon.PowerShell.Screen.Cells;
using Vmon.PowerShell.Screen.Frames;
using Vmon.PowerShell.Screen.View;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Screen.Drawing;

/// <summary>The selected process in detail.</summary>
internal static class DetailPanel
{
    // A command line can have megabytes.
    private const int LongestCommand = 4096;

    /// <param name="grid">The screen.</param>
    /// <param name="layout">Where.</param>
    /// <param name="state">What the user chose.</param>
    /// <param name="process">The process. Null if none is selected.</param>
    /// <param name="frame">The sample.</param>
    /// <param name="lines">Lines of another tab than the first.</param>
    /// <param name="glyphs">Characters of lines.</param>
    internal static void Draw(CellGrid grid, Layout layout, ViewState state, ProcessSample? process, Frame frame, IReadOnlyList<string> lines, Glyphs glyphs)
    {
        if (layout.DetailHeight == 0) return;
        DrawTabs(grid, layout.DetailTop, state.Tab, process, glyphs);
        if (process is null) return;
        if (state.Tab == DetailTab.Process) lines = [.. Describe(process, frame), .. Wrapped(process, grid.Width)];
        int height = layout.DetailHeight - 1;
        int top = Math.Clamp(state.DetailTop, 0, Math.Max(0, lines.Count - height));
        bool hasHeading = state.Tab != DetailTab.Process;
        for (int i = 0; i < height && top + i < lines.Count; i++)
        {
            // The heading stays.
            int line = hasHeading && i == 0 ? 0 : top + i;
            _ = grid.Write(0, layout.DetailTop + 1 + i, lines[line], hasHeading && line == 0 ? Style.Faint : Style.Plain);
        }
    }

    private static void DrawTabs(CellGrid grid, int y, DetailTab tab, ProcessSample? process, Glyphs glyphs)
    {
        grid.Fill(0, y, grid.Width, glyphs.Rule, Style.Faint);
        int x = grid.Write(1, y, process is null ? " " : $" {PrintableText.Of(process.ToString())} ", Style.Strong, grid.Width / 2) + 1;
        foreach (DetailTab one in Enum.GetValues<DetailTab>())
            x = grid.Write(x, y, $" {one} ", one == tab ? Style.Title : Style.Faint) + 1;
    }

    private static IEnumerable<string> Describe(ProcessSample process, Frame frame)
    {
        Usage usage = frame.UsageOf(ProcessKey.Of(process));
        yield return Join(
            $"parent {process.ParentId}",
            $"user {PrintableText.Of(process.UserName)} ({Number(process.EffectiveUserId)})",
            $"state {process.State}",
            process.StartTime is { } start ? start.ToString("'started' yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : null,
            $"threads {Number(process.ThreadCount)}",
            $"nice {Number(process.Nice)}",
            process.Terminal is { } terminal ? $"terminal {PrintableText.Of(terminal)}" : null,
            process.ExitCode is { } code ? $"exit code {code}" : process.ExitSignal is { } signal ? $"ended by {SignalName.Of(signal)}" : null);
        yield return Join(
            $"cgroup {PrintableText.Of(process.CgroupPath)}",
            process.Unit is { } unit ? $"unit {PrintableText.Of(unit)}" : null,
            process.UserUnit is { } userUnit ? $"user unit {PrintableText.Of(userUnit)}" : null,
            process.ContainerId is { } id ? $"container {PrintableText.Of(process.ContainerName ?? id)}" : null);
        yield return Join(
            $"CPU {Units.Percent(process.CpuPercent)}% (user {Units.Percent(usage.User)} system {Units.Percent(usage.System)} children {Units.Percent(process.ChildrenCpuPercent)})",
            $"time {Units.Seconds(process.CPU)} s",
            $"memory {Units.Bytes(process.WorkingSet)} (shared {Units.Bytes(process.SharedMemory)} virtual {Units.Bytes(process.VirtualMemory)})");
        yield return process.Denied.HasFlag(ProcessDataSets.IO)
            ? "IO denied: run as the owner of the process or as root"
            : Join(
                $"IO read {Units.Bytes(process.IoReadRate)}/s write {Units.Bytes(process.IoWriteRate)}/s",
                $"total {Units.Bytes(process.IoReadTotal)} read {Units.Bytes(process.IoWriteTotal)} written",
                $"calls {Units.Bytes(process.IoReadCharsRate)}/s in {Units.Bytes(process.IoWriteCharsRate)}/s out",
                $"major faults {Number(process.MajorFaults)}");
        if (process.DataSets.HasFlag(ProcessDataSets.Network))
        {
            yield return Join(
                $"network received {Units.Bytes(process.NetReceiveRate)}/s sent {Units.Bytes(process.NetSendRate)}/s",
                $"total {Units.Bytes(process.NetReceiveTotal)} received {Units.Bytes(process.NetSendTotal)} sent",
                $"connections {Number(process.ConnectionCount)}");
        }
    }

    // The whole command line, on as many lines as it takes.
    private static IEnumerable<string> Wrapped(ProcessSample process, int width)
    {
        string command = process.CommandLine is { Length: > 0 } line ? line : $"[{process.ProcessName}]";
        string printable = "command " + PrintableText.Of(command.Length > LongestCommand ? command[..LongestCommand] : command);
        for (int at = 0; at < printable.Length;)
        {
            int end = at;
            int columns = 0;
            while (end < printable.Length)
            {
                int length = char.IsHighSurrogate(printable[end]) && end + 1 < printable.Length ? 2 : 1;
                int next = TextWidth.Of(printable.AsSpan(end, length));
                if (columns + next > width) break;
                columns += next;
                end += length;
            }

            if (end == at) yield break;
            yield return printable[at..end];
            at = end;
        }
    }

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? Units.Unknown;

    private static string Join(params string?[] parts) => string.Join("  ", parts.Where(static part => part is not null));
}
