using System.Text;
using Vmon.Model;
using Vmon.Parsing.Cgroups;
using Vmon.Recording.Processes;
using Vmon.Sources;
using Vmon.Sources.Cgroups;

namespace Vmon.Recording.Cgroups;

/// <summary>
/// Writes control groups into frames. A group has a slot as long as it exists. A frame has the groups of which something changed since the previous one, and of each the numbers
/// that changed; a whole frame has all of them.
/// </summary>
internal sealed class CgroupWriter
{
    internal static readonly NumberPlace Place = new(FrameColumn.CgroupPatterns, FrameColumn.NewCgroupPatterns, FrameColumn.CgroupNumbers, FrameColumn.CgroupTexts);

    private readonly SlotTable<CgroupNode, Slot> _slots = new();
    private readonly NumberWriter _numbers = new(Place, CgroupValues.Count);

    /// <summary>Writes the groups of a sample.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="table">The groups.</param>
    /// <param name="sample">The sample of the processes, of which the frame has the times.</param>
    /// <param name="isWhole">Whether the frame can be read without those before.</param>
    internal void Write(ColumnSet frame, CgroupTable table, SampleState sample, bool isWhole)
    {
        CgroupTree groups = table.Groups;
        _slots.Begin(isWhole);
        if (isWhole) _numbers.Clear();
        ColumnWriter steps = frame[(int)FrameColumn.Cgroups];
        (long delay, long skew) = SampleTimes.DelayOf(sample, table.State);
        steps.AddSigned(delay);
        steps.AddSigned(skew);
        int last = -1;
        for (int i = 0; i < groups.All.Count; i++)
        {
            CgroupNode group = groups.All[i];
            Slot? slot = _slots.Find(group);
            if (slot is null ? group.IsRemoved : IsSame(group, slot)) continue;
            slot ??= _slots.Add(group, new Slot(_slots.TakeNumber()));
            steps.AddSigned(slot.Number - last);
            last = slot.Number;
            Write(frame, group, slot, isNew: group.FirstIn == table.State.Number);
        }

        steps.AddSigned(0);
    }

    private bool IsSame(CgroupNode group, Slot slot)
    {
        if (group.IsRemoved || slot.IsOther(group)) return false;
        Span<long> now = stackalloc long[CgroupValues.Count];
        CgroupValues.Take(group, now);
        return now.SequenceEqual(slot.Numbers);
    }

    private void Write(ColumnSet frame, CgroupNode group, Slot slot, bool isNew)
    {
        ColumnWriter facts = frame[(int)FrameColumn.CgroupTexts];
        bool isBorn = slot.Began != group.FirstIn;
        bool hasDevices = !ReferenceEquals(slot.Devices, group.Current.Devices);
        facts.Add((isBorn ? 1UL : 0) | (group.IsRemoved ? 2UL : 0) | (hasDevices ? 4UL : 0) | (isNew ? 8UL : 0));
        if (isBorn)
        {
            facts.Add(group.Parent is { } parent ? (ulong)_slots.All[parent].Number + 1 : 0);
            facts.AddText(ProcText.Encode(group.Parent is null ? group.Path : CgroupTree.NameOf(group)));
            facts.AddText(Encoding.UTF8.GetBytes(group.Names.ContainerName ?? ""));
        }

        if (hasDevices) Write(frame[(int)FrameColumn.CgroupDevices], group.Current.Devices);
        slot.Began = group.FirstIn;
        slot.Devices = group.Current.Devices;
        CgroupValues.Take(group, _numbers.Take(slot.Numbers));
        _numbers.Write(frame, slot.Numbers);
        if (group.IsRemoved) _slots.End(group, slot.Number);
    }

    private static void Write(ColumnWriter column, DeviceCounters[]? devices)
    {
        column.Add(devices is null ? 0 : (ulong)devices.Length + 1);
        foreach (DeviceCounters device in devices ?? [])
        {
            column.Add((ulong)device.Major);
            column.Add((ulong)device.Minor);
            foreach (long? counter in (ReadOnlySpan<long?>)[device.ReadBytes, device.WriteBytes, device.DiscardBytes, device.Reads, device.Writes, device.Discards])
                column.Add((ulong)(1 + counter ?? 0));
        }
    }

    /// <summary>What the last frame that has a group has of it.</summary>
    private sealed class Slot(int number)
    {
        internal int Number { get; } = number;

        internal long[] Numbers { get; } = new long[CgroupValues.Count];

        internal DeviceCounters[]? Devices { get; set; }

        /// <summary>Number of the sample in which the group began.</summary>
        internal long Began { get; set; }

        internal bool IsOther(CgroupNode group) => Began != group.FirstIn || !ReferenceEquals(Devices, group.Current.Devices);
    }
}
