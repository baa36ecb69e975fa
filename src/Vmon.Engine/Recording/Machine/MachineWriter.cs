using Vmon.ProcFs;
using Vmon.Sources.Machine;

namespace Vmon.Recording.Machine;

/// <summary>Writes the files of the machine into frames.</summary>
internal sealed class MachineWriter
{
    private readonly TextDifferences[] _texts = [.. Enumerable.Range(0, SystemFileIds.Count).Select(static file => new TextDifferences(MachineColumns.IsSteady(file)))];
    private long _uptime;
    private long _step;

    /// <summary>Writes the last sample of a sampler that keeps its texts.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="firstColumn">The first of 64 columns.</param>
    /// <param name="sampler">The sampler.</param>
    /// <param name="isWhole">Whether the frame can be read without those before.</param>
    internal void Write(ColumnSet frame, int firstColumn, SystemSampler sampler, bool isWhole)
    {
        SystemTexts texts = sampler.Texts ?? throw new InvalidOperationException("The sampler does not keep its texts.");
        if (isWhole) _uptime = _step = 0;
        ColumnWriter statuses = frame[firstColumn + MachineColumns.Statuses];
        ColumnWriter later = frame[firstColumn + MachineColumns.LaterStatuses];
        WriteUptime(statuses, sampler.Uptime);
        for (SystemFileId file = 0; (int)file < _texts.Length; file++)
        {
            if (isWhole) _texts[(int)file].Forget();
            ReadStatus status = texts.StatusOf(file, out ReadOnlySpan<byte> text);
            WriteStatus(statuses, later, file, status);
            if (status != ReadStatus.Ok) continue;
            _texts[(int)file].Write(
                text,
                frame[firstColumn + MachineColumns.Shapes(file)],
                frame[firstColumn + MachineColumns.Places(file)],
                frame[firstColumn + MachineColumns.Differences(file)]);
        }

        later.Add(0);
    }

    private static void WriteStatus(ColumnWriter statuses, ColumnWriter later, SystemFileId file, ReadStatus status)
    {
        if ((int)file < MachineColumns.FirstFiles)
        {
            statuses.Add((ulong)status);
        }
        else if (status != ReadStatus.NotRead)
        {
            later.Add((ulong)file);
            later.Add((ulong)status);
        }
    }

    private void WriteUptime(ColumnWriter column, TimeSpan? uptime)
    {
        column.Add(uptime is null ? 0u : 1u);
        if (uptime is not { Ticks: long ticks }) return;
        long step = ticks - _uptime;
        column.AddSigned(step - _step);
        _step = _uptime == 0 ? 0 : step;
        _uptime = ticks;
    }
}
