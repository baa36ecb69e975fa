using System.Text;
using Vmon.Parsing.Cgroups;
using Vmon.Recording.Processes;

namespace Vmon.Recording.Cgroups;

/// <summary>Reads control groups from the frames of a block.</summary>
internal sealed class CgroupReader
{
    private const int MostSlots = 64 * 1024;
    private const int MostDevices = 8192;

    private readonly ColumnReader _steps;
    private readonly ColumnReader _facts;
    private readonly ColumnReader _devices;
    private readonly NumberReader _numbers;
    private readonly int[] _fields;
    private readonly List<RecordedCgroup?> _slots = [];
    private readonly List<int> _freed = [];

    /// <param name="columns">The columns of the block, by number.</param>
    /// <param name="names">The names of the numbers, in the order of the block.</param>
    internal CgroupReader(Func<int, ColumnReader> columns, IReadOnlyList<string> names)
    {
        _steps = columns((int)FrameColumn.Cgroups);
        _facts = columns((int)FrameColumn.CgroupTexts);
        _devices = columns((int)FrameColumn.CgroupDevices);
        _numbers = new NumberReader(columns, CgroupWriter.Place, names, CgroupValues.Names);
        string[] own = [.. CgroupValues.Names.Take((int)CgroupField.Count)];
        _fields = [.. names.Take(64).Select(name => Array.IndexOf(own, name))];
    }

    /// <summary>The groups that the last frame has, in its order.</summary>
    internal List<RecordedCgroup> Groups { get; } = [];

    /// <summary>Nanoseconds from the times of the frame to the sample of the groups.</summary>
    internal long Delay { get; private set; }

    /// <summary>Ticks of 100 ns by which its wall clock is ahead.</summary>
    internal long Skew { get; private set; }

    /// <summary>Reads the next frame. False if bytes are impossible.</summary>
    internal bool TryRead()
    {
        foreach (int free in _freed) _slots[free] = null;
        _freed.Clear();
        Groups.Clear();
        Delay = _steps.ReadSigned();
        Skew = _steps.ReadSigned();
        if (!SampleTimes.IsShort(Delay) || !SampleTimes.IsShort(Skew)) return false;
        SlotSteps steps = new(_steps, MostSlots);
        while (steps.TryNext(out int slot))
        {
            while (slot >= _slots.Count) _slots.Add(null);
            if (!TryReadGroup(slot)) return false;
        }

        return !steps.IsMalformed;
    }

    private bool TryReadGroup(int slot)
    {
        ulong facts = _facts.Read();
        if ((facts & 1) != 0 && !TryReadBirth(slot)) return false;
        if (_slots[slot] is not { } group || _facts.IsMalformed) return false;
        group.IsNew = (facts & 8) != 0;
        group.IsRemoved = (facts & 2) != 0;
        if ((facts & 4) != 0) group.Devices = ReadDevices();
        if (_devices.IsMalformed || !_numbers.TryAdd(group.Values)) return false;
        group.Known = OwnBits(CgroupValues.KnownOf(group.Values));
        Groups.Add(group);
        if (group.IsRemoved) _freed.Add(slot);
        return true;
    }

    private bool TryReadBirth(int slot)
    {
        int parent = _facts.ReadIndex(MostSlots + 1) - 1;
        string name = ProcText.Decode(_facts.ReadText());
        string container = Encoding.UTF8.GetString(_facts.ReadText());
        if (_facts.IsMalformed || name.Length == 0 || parent >= _slots.Count || parent == slot || (parent >= 0 && _slots[parent] is null)) return false;
        _slots[slot] = new RecordedCgroup(parent < 0 ? null : _slots[parent], name, container.Length == 0 ? null : container);
        return true;
    }

    private DeviceCounters[]? ReadDevices()
    {
        int count = _devices.ReadIndex(MostDevices + 2) - 1;
        if (count < 0) return null;
        List<DeviceCounters> devices = [];
        while (devices.Count < count && !_devices.IsMalformed)
        {
            devices.Add(new DeviceCounters(_devices.ReadIndex(int.MaxValue), _devices.ReadIndex(int.MaxValue))
            {
                ReadBytes = ReadCount(), WriteBytes = ReadCount(), DiscardBytes = ReadCount(), Reads = ReadCount(), Writes = ReadCount(), Discards = ReadCount(),
            });
        }

        return [.. devices];
    }

    private long? ReadCount() => _devices.Read() is > 0 and <= long.MaxValue and var count ? (long)count - 1 : null;

    // The bits are in the order of the names of the block.
    private ulong OwnBits(ulong recorded)
    {
        ulong own = 0;
        for (int i = 0; i < _fields.Length; i++)
            if (_fields[i] >= 0 && (recorded >> i & 1) != 0) own |= 1UL << _fields[i];
        return own;
    }
}

/// <summary>A control group of a block, in its slot.</summary>
/// <param name="parent">The group above. Null for the root.</param>
/// <param name="name">Its name, or the path of the root.</param>
/// <param name="container">Name of its container. Null if unknown.</param>
internal sealed class RecordedCgroup(RecordedCgroup? parent, string name, string? container)
{
    private readonly long[] _values = new long[CgroupValues.Count];

    internal RecordedCgroup? Parent { get; } = parent;

    internal string Name { get; } = name;

    internal string? Container { get; } = container;

    /// <summary>The numbers of the last frame that has it.</summary>
    internal Span<long> Values => _values;

    /// <summary>A bit for each known field.</summary>
    internal ulong Known { get; set; }

    internal DeviceCounters[]? Devices { get; set; }

    /// <summary>Whether it is the first sample that has it.</summary>
    internal bool IsNew { get; set; }

    internal bool IsRemoved { get; set; }
}
