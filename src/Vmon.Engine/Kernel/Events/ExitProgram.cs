using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Vmon.Native;

namespace Vmon.Kernel.Events;

/// <summary>
/// Runs when a thread exits, and writes <see cref="ExitLayout"/> for the last of its process. Two threads that exit at the same time may
/// both be the last: the later record counts.
/// </summary>
internal static class ExitProgram
{
    private static readonly int Facts = Unsafe.SizeOf<RecordHead>() + Unsafe.SizeOf<RecordFacts>();
    private static readonly int Usage = Offset(nameof(ExitLayout.Usage));

    // Pages of files, anonymous and shared. Kernels before 6.16 release the memory before the tracepoint, so all of it reads as zero.
    private static readonly int[] Resident = [0, 1, 3];

    /// <summary>Null if the kernel lacks a field without which a record is useless.</summary>
    internal static EventProgram? Assemble(Btf btf, EventMaps maps)
    {
        if (!EventCode.TryBegin(btf, maps, out EventCode code)) return null;
        code.Begin(0);
        if (!code.TryLoad(EventCode.Value, "signal.live.counter"u8)) return null;
        int alive = code.Code.Jump(BpfInstruction.SkipIfNotZero(EventCode.Value, 0));
        if (!code.TryLoad(EventCode.Main, "group_leader"u8)) return null;
        int full = code.Reserve(Unsafe.SizeOf<ExitLayout>());
        if (!code.FillHead(RecordKind.Exit)) return null;
        EventFields fields = code.FillFacts() | FillStatus(code) | FillMemory(code) | FillUsage(code);
        return new EventProgram("sched_process_exit", code.SubmitOrCount(full, [alive]), fields);
    }

    private static EventFields FillStatus(in EventCode code)
    {
        bool isKnown = code.Copy("signal.flags"u8, sizeof(int), Facts);
        isKnown &= code.Copy("signal.group_exit_code"u8, sizeof(int), Facts + 4);
        isKnown &= code.Copy("exit_code"u8, sizeof(int), Facts + 8, EventCode.Main);
        code.Code.Add(BpfInstruction.Set(EventCode.Value, 0));
        code.Store(sizeof(int), Facts + 12, EventCode.Value);
        return isKnown ? EventFields.ExitCode : EventFields.None;
    }

    private static EventFields FillMemory(in EventCode code)
    {
        bool isKnown = code.Copy("signal.maxrss"u8, sizeof(long), Offset(nameof(ExitLayout.PeakOfAll)));
        _ = code.Copy("mm.hiwater_rss"u8, sizeof(long), Offset(nameof(ExitLayout.PeakOfLast)));
        code.Code.Add(BpfInstruction.Set(EventCode.Other, 0));
        foreach (int counter in Resident)
        {
            if (code.TryLoad(EventCode.Value, Path($"mm.rss_stat[{counter}].count")))
                code.Code.Add(BpfInstruction.Add(EventCode.Other, EventCode.Value));
        }

        code.Store(sizeof(long), Offset(nameof(ExitLayout.Resident)), EventCode.Other);
        return isKnown ? EventFields.PeakMemory : EventFields.None;
    }

    // The process has the counters of the threads that were released: not those of this thread, nor of a main thread that exited earlier.
    private static EventFields FillUsage(in EventCode code)
    {
        EventFields fields = code.FillOfProcess(Usage);
        code.AddThread(Usage, EventCode.Task);
        if (!code.TryLoad(EventCode.Value, "pid"u8) || !code.TryLoad(EventCode.Other, "tgid"u8)) return fields;
        int other = code.Code.Jump(BpfInstruction.SkipIfNotEqual(EventCode.Value, EventCode.Other, 0));
        int main = code.Code.Jump(BpfInstruction.Skip(0));
        code.Code.Land(other);
        code.AddThread(Usage, EventCode.Main);
        code.Code.Land(main);
        return fields;
    }

    private static int Offset(string field) => (int)Marshal.OffsetOf<ExitLayout>(field);

    private static byte[] Path(string path) => System.Text.Encoding.ASCII.GetBytes(path);
}
