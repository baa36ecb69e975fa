using System.Text;
using Vmon.Native;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;

namespace Vmon.Kernel.Events;

/// <summary>
/// Exits that are not final. The last record of the process completes them, some 20 ms after it was reaped. A process that is not reaped is
/// a zombie, which answers with its exact CPU.
/// </summary>
internal sealed class PendingExits
{
    /// <summary>How many exits are pending at most. The oldest is given up.</summary>
    internal const int Most = 65_536;

    // Longer than a reaped process needs, so that only zombies are asked.
    private const long ZombieAge = 100_000_000;

    // The kernel forgets reaped processes late if its CPUs are busy, and an exit can be a second old when it is read first.
    private const long MostAge = 2_000_000_000;

    private readonly Dictionary<(int Id, long StartTime), ExitRecord> _pending = [];
    private readonly Queue<ExitRecord> _byAge = [];
    private readonly ReadBuffer _buffer = new();

    internal int Count => _pending.Count;

    /// <summary>
    /// False if the exit of this process is known already: two threads that exit at the same time can both be the last. The later record is
    /// more complete.
    /// </summary>
    internal bool TryAdd(ExitRecord exit)
    {
        if (exit.IsFinal) return true;
        long start = exit.StartTime ?? 0;
        if (!_pending.TryAdd((exit.Id, start), exit))
        {
            _pending[(exit.Id, start)].Update(exit.Usage);
            return false;
        }

        _byAge.Enqueue(exit);
        if (_pending.Count > Most) GiveUp(_byAge.Dequeue());
        return true;
    }

    internal void Complete(int id, long startTime, in ProcessUsage usage)
    {
        if (_pending.Remove((id, startTime), out ExitRecord? exit)) exit.Complete(usage, isExact: true);
    }

    /// <summary>Completes what has been pending for too long.</summary>
    /// <param name="now">Nanoseconds since boot.</param>
    internal void Expire(long now)
    {
        for (int left = _byAge.Count; left > 0 && _byAge.TryPeek(out ExitRecord? exit) && (exit.IsFinal || now - exit.Time >= ZombieAge); left--)
        {
            _ = _byAge.Dequeue();
            if (exit.IsFinal) continue;
            if (RunTimeOfZombie(exit) is long runTime) Complete(exit.Id, exit.StartTime ?? 0, exit.Usage with { RunTime = runTime });
            else if (now - exit.Time >= MostAge) GiveUp(exit);
            else _byAge.Enqueue(exit);
        }
    }

    private void GiveUp(ExitRecord exit)
    {
        _ = _pending.Remove((exit.Id, exit.StartTime ?? 0));
        if (!exit.IsFinal) exit.Complete(exit.Usage, isExact: false);
    }

    // The clock first: a process that has the id afterwards, and started then, had it before.
    private long? RunTimeOfZombie(ExitRecord exit)
    {
        long? time = ProcessClock.Read(exit.Id);
        if (time is null || time < exit.Usage.RunTime) return null;
        byte[] path = Encoding.ASCII.GetBytes($"/proc/{exit.Id}/stat\0");
        bool isSame = ProcRoot.OpenAt(Libc.CurrentDirectory, path, isDirectory: false, out int file) == ReadStatus.Ok
            && ProcFile.ReadAndClose(file, _buffer, out int length) == ReadStatus.Ok
            && ProcStat.TryParse(_buffer.First(length), out ProcStat stat)
            && stat.StartTime == exit.StartTicks;
        return isSame ? time : null;
    }
}
