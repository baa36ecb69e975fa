using System.Runtime.CompilerServices;
using Vmon.Native;

namespace Vmon.Kernel.Events;

/// <summary>
/// Runs when the kernel forgets a thread, some 20 ms after it was reaped, and writes <see cref="FreeLayout"/> for a main thread, when the
/// counters of the process are complete.
/// </summary>
internal static class FreeProgram
{
    /// <summary>Null if the kernel lacks a field without which a record is useless.</summary>
    internal static EventProgram? Assemble(Btf btf, EventMaps maps)
    {
        if (!EventCode.TryBegin(btf, maps, out EventCode code)) return null;
        code.Begin(0);
        if (!code.TrySkipThreads(out int thread)) return null;
        code.Code.Add(BpfInstruction.Move(EventCode.Main, EventCode.Task));
        int full = code.Reserve(Unsafe.SizeOf<FreeLayout>());
        if (!code.FillHead(RecordKind.Free)) return null;
        EventFields fields = code.FillOfProcess(Unsafe.SizeOf<RecordHead>());

        // Without it, the exit is reported with the counters of its own record.
        return new EventProgram("sched_process_free", code.SubmitOrCount(full, [thread], isCounted: false), fields);
    }
}
