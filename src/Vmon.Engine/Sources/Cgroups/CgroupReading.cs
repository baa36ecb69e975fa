using Vmon.Parsing;
using Vmon.Parsing.Cgroups;
using Vmon.Parsing.Machine;
using Vmon.ProcFs;

namespace Vmon.Sources.Cgroups;

/// <summary>What was read of a control group in one sample.</summary>
internal struct CgroupReading
{
    // memory.stat has some 60 lines.
    private const int MostLines = 1024;

    private static readonly CgroupField[] Limits =
        [.. CgroupFile.All.Where(static file => file.DataSet == CgroupDataSets.Limits).SelectMany(static file => file.Keys).Select(static key => key.Field).Distinct()];

    internal CgroupNumbers Numbers;
    internal Pressure? CpuPressure;
    internal Pressure? MemoryPressure;
    internal Pressure? IoPressure;

    /// <summary>The block devices. Null if unknown. Not modified, so that samples share them.</summary>
    internal DeviceCounters[]? Devices;

    /// <summary>The lines of memory.stat. Null if unknown. Not modified.</summary>
    internal KeyValuePair<string, long>[]? MemoryLines;

    /// <summary>What the kernel denied.</summary>
    internal CgroupDataSets Denied;

    private bool _hasDevices;

    /// <summary>Takes the text of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="status">How it was read.</param>
    /// <param name="text">The text.</param>
    /// <param name="devices">The devices of the files so far.</param>
    internal void Take(CgroupFile file, ReadStatus status, ReadOnlySpan<byte> text, List<DeviceCounters> devices)
    {
        if (status == ReadStatus.Denied) Denied |= file.DataSet;
        if (status != ReadStatus.Ok) return;
        switch (file.Format)
        {
            case CgroupFormat.Devices:
                DeviceList.Parse(file.Id, text, devices);
                _hasDevices = true;
                break;
            case CgroupFormat.Pressure:
                if (Pressure.TryParse(text, out Pressure pressure)) PressureOf(file.Id) = pressure;
                break;
            case CgroupFormat.Lines:
                MemoryLines = ParseLines(text);
                break;
            default:
                _ = CgroupText.TryParse(file, text, ref Numbers);
                break;
        }
    }

    /// <summary>Takes the limits of the previous sample, which did not change.</summary>
    internal void TakeLimits(in CgroupReading last)
    {
        foreach (CgroupField limit in Limits) Numbers[limit] = last.Numbers[limit];
        Denied |= last.Denied & CgroupDataSets.Limits;
    }

    /// <summary>Whether the group rests, as far as those files tell that have been read.</summary>
    /// <param name="last">What was read in the previous sample.</param>
    /// <param name="devices">The devices of these files.</param>
    internal readonly bool IsRestSince(in CgroupReading last, List<DeviceCounters> devices) =>
        Numbers[CgroupField.CpuTime] is not null
        && Numbers[CgroupField.Memory] == last.Numbers[CgroupField.Memory]
        && Numbers[CgroupField.Tasks] == last.Numbers[CgroupField.Tasks]
        && (Numbers.Known & ~last.Numbers.Known) == 0
        && Numbers.Differing(last.Numbers) == 0
        && _hasDevices == last.Devices is not null
        && (!_hasDevices || DeviceList.HaveSameBytes(devices, last.Devices!));

    /// <summary>Takes what a group at rest has as in the previous sample.</summary>
    internal void TakeRest(in CgroupReading last)
    {
        foreach (CgroupField field in CgroupRest.Fields)
            if (Numbers[field] is null) Numbers[field] = last.Numbers[field];
        Devices = last.Devices;
        Denied |= last.Denied & CgroupRest.DataSets;
    }

    /// <summary>
    /// Takes a pressure that a group at rest has as in the previous sample: none of its tasks waited in the interval before, and to wait for memory or a device, one must have run since.
    /// Not that of CPU: a task that was woken may wait all the time.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="last">What was read in the previous sample.</param>
    /// <param name="before">What was read in the one before.</param>
    /// <returns>False if it must be read.</returns>
    internal bool TryTakeCalm(CgroupFileId file, in CgroupReading last, in CgroupReading before)
    {
        bool isMemory = file == CgroupFileId.MemoryPressure;
        if (!isMemory && file != CgroupFileId.IoPressure) return false;
        if ((isMemory ? last.MemoryPressure : last.IoPressure) is not { IsCalm: true } calm || calm != (isMemory ? before.MemoryPressure : before.IoPressure)) return false;
        PressureOf(file) = calm;
        return true;
    }

    /// <summary>Takes the devices that were read.</summary>
    /// <param name="last">What was read in the previous sample, whose array is used again if nothing changed.</param>
    /// <param name="devices">The devices.</param>
    internal void TakeDevices(in CgroupReading last, List<DeviceCounters> devices)
    {
        if (_hasDevices) Devices ??= last.Devices is { } same && devices.SequenceEqual(same) ? same : [.. devices];
    }

    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    private ref Pressure? PressureOf(CgroupFileId file)
    {
        if (file == CgroupFileId.CpuPressure) return ref CpuPressure;
        if (file == CgroupFileId.MemoryPressure) return ref MemoryPressure;
        return ref IoPressure;
    }

    private static KeyValuePair<string, long>[] ParseLines(ReadOnlySpan<byte> text)
    {
        List<KeyValuePair<string, long>> found = [];
        NamedLines lines = new(text);
        while (found.Count < MostLines && lines.Next(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value))
            if (NamedValue.TryParse(value, out long number)) found.Add(new(ProcText.Decode(name), number));
        return [.. found];
    }
}
