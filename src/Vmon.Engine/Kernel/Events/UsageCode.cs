using System.Text;
using Vmon.Native;

namespace Vmon.Kernel.Events;

/// <summary>Instructions that fill the members of a <see cref="ProcessUsage"/>, in their order.</summary>
internal static class UsageCode
{
    // The counters of a thread, and where its process adds those of threads that exited. Without a thread: of children that were reaped.
    private static readonly (string Thread, string Process, EventFields Field)[] Counters =
    [
        ("utime", "utime", EventFields.Ticks),
        ("stime", "stime", EventFields.Ticks),
        ("se.sum_exec_runtime", "sum_sched_runtime", EventFields.RunTime),
        ("min_flt", "min_flt", EventFields.Faults),
        ("maj_flt", "maj_flt", EventFields.Faults),
        ("ioac.rchar", "ioac.rchar", EventFields.Io),
        ("ioac.wchar", "ioac.wchar", EventFields.Io),
        ("ioac.syscr", "ioac.syscr", EventFields.Io),
        ("ioac.syscw", "ioac.syscw", EventFields.Io),
        ("ioac.read_bytes", "ioac.read_bytes", EventFields.Io),
        ("ioac.write_bytes", "ioac.write_bytes", EventFields.Io),
        ("ioac.cancelled_write_bytes", "ioac.cancelled_write_bytes", EventFields.Io),
        ("nvcsw", "nvcsw", EventFields.Switches),
        ("nivcsw", "nivcsw", EventFields.Switches),
        ("", "cutime", EventFields.Children),
        ("", "cstime", EventFields.Children),
        ("", "cmin_flt", EventFields.Children),
        ("", "cmaj_flt", EventFields.Children),
    ];

    /// <summary>Fills in the counters that the kernel keeps for the process. Overwrites the register of the context.</summary>
    internal static EventFields FillOfProcess(this in EventCode code, int place)
    {
        // One load of the address for all counters: the kernel examines each load when it loads the program.
        const int signal = EventCode.Context;
        if (code.Types.Find(BtfKind.Structure, "signal_struct"u8) is not { } type || !code.TryLoad(signal, "signal"u8)) return EventFields.None;
        EventFields missing = EventFields.None;
        for (int index = 0; index < Counters.Length; index++)
        {
            (_, string process, EventFields field) = Counters[index];
            if (!code.Code.TryLoad(EventCode.Value, signal, type, Path(process)))
            {
                missing |= field;
                code.Code.Add(BpfInstruction.Set(EventCode.Value, 0));
            }

            code.Store(sizeof(long), place + (index * sizeof(long)), EventCode.Value);
        }

        return Fields & ~missing;
    }

    /// <summary>Adds the counters of a thread that are not part of its process yet.</summary>
    internal static void AddThread(this in EventCode code, int place, int thread)
    {
        for (int index = 0; index < Counters.Length; index++)
        {
            (string path, _, _) = Counters[index];
            if (path.Length == 0 || !code.TryLoad(EventCode.Value, Path(path), thread)) continue;
            int at = place + (index * sizeof(long));
            code.Code.Add(BpfInstruction.Load(sizeof(long), EventCode.Other, EventCode.Record, at));
            code.Code.Add(BpfInstruction.Add(EventCode.Value, EventCode.Other));
            code.Store(sizeof(long), at, EventCode.Value);
        }
    }

    private static EventFields Fields => Counters.Aggregate(EventFields.None, (fields, counter) => fields | counter.Field);

    private static byte[] Path(string path) => Encoding.ASCII.GetBytes(path);
}
