using Vmon.Kernel.Events;
using Vmon.Parsing.Processes;

namespace Vmon.Recording.Events;

/// <summary>Reads what happened to processes, frame by frame.</summary>
/// <param name="kinds">The column of kinds.</param>
/// <param name="numbers">The column of numbers.</param>
/// <param name="texts">The column of texts.</param>
internal sealed class EventReader(ColumnReader kinds, ColumnReader numbers, ColumnReader texts)
{
    private const int MostCounters = 256;

    private long _lastTime;

    private bool IsMalformed => kinds.IsMalformed || numbers.IsMalformed || texts.IsMalformed;

    /// <summary>Reads the events of the next frame. False if they are malformed.</summary>
    internal bool TryRead(List<ProcessRecord> records)
    {
        records.Clear();
        if (kinds.IsAtEnd && !kinds.IsMalformed) return true; // recorded without events
        for (EventKind kind = (EventKind)kinds.Read(); kind != EventKind.End; kind = (EventKind)kinds.Read())
        {
            if (kind > EventKind.Exit) return false;
            ProcessRecord record = Read(kind);
            if (IsMalformed) return false;
            records.Add(record);
        }

        return !IsMalformed;
    }

    private ProcessRecord Read(EventKind kind)
    {
        long time = _lastTime += numbers.ReadSigned();
        int id = numbers.ReadIndex(int.MaxValue);
        ulong hasStart = numbers.Read();
        long? start = hasStart == 0 ? null : time - numbers.ReadSigned();
        int? parent = (int?)ReadOptional();
        uint? user = (uint?)ReadOptional();
        long? cgroup = ReadOptional();
        Comm? name = ReadText() is { } bytes ? new Comm(bytes) : null;
        bool isStartExact = hasStart != 1;
        switch (kind)
        {
            case EventKind.Start:
                return new StartRecord { Time = time, Id = id, StartTime = start, IsStartExact = isStartExact, ParentId = parent, User = user, Cgroup = cgroup, Name = name };
            case EventKind.Exec:
                bool isCut = kinds.Read() != 0;
                return new ExecRecord
                {
                    Time = time, Id = id, StartTime = start, IsStartExact = isStartExact, ParentId = parent, User = user, Cgroup = cgroup, Name = name,
                    IsCommandCut = isCut, Path = ReadText(), Command = ReadText(),
                };
            default:
                ulong state = kinds.Read();
                EventFields fields = (EventFields)kinds.Read();
                int? status = (int?)ReadOptional();
                long? peak = ReadOptional();
                ExitRecord exit = new()
                {
                    Time = time, Id = id, StartTime = start, IsStartExact = isStartExact, ParentId = parent, User = user, Cgroup = cgroup, Name = name,
                    Fields = fields, Status = status is { } value ? new WaitStatus(value) : null, PeakMemory = peak,
                };
                ProcessUsage usage = default;
                ReadUsage(ProcessUsage.Writable(ref usage));
                if ((state & 1) != 0) exit.Complete(usage, isExact: (state & 2) != 0);
                else exit.Update(usage);
                return exit;
        }
    }

    // A later version may have more.
    private void ReadUsage(Span<long> counters)
    {
        int count = numbers.ReadIndex(MostCounters);
        for (int i = 0; i < count; i++)
        {
            long counter = numbers.ReadSigned();
            if (i < counters.Length) counters[i] = counter;
        }
    }

    private long? ReadOptional() => numbers.Read() is > 0 and var value ? (long)(value - 1) : null;

    private byte[]? ReadText()
    {
        ulong length = texts.Read();
        return length == 0 ? null : texts.ReadBytes((int)Math.Min(length - 1, int.MaxValue)).ToArray();
    }
}
