using System.Runtime.CompilerServices;
using Vmon.Native;

namespace Vmon.Kernel.Events;

/// <summary>Runs when a process or thread was created, and writes <see cref="StartLayout"/> for a process.</summary>
internal static class StartProgram
{
    // (parent, child)
    private const int Child = 1;

    /// <summary>Null if the kernel lacks a field without which a record is useless.</summary>
    internal static EventProgram? Assemble(Btf btf, EventMaps maps)
    {
        if (!EventCode.TryBegin(btf, maps, out EventCode code)) return null;
        code.Begin(Child);
        if (!code.TrySkipThreads(out int thread)) return null;
        code.Code.Add(BpfInstruction.Move(EventCode.Main, EventCode.Task));
        int full = code.Reserve(Unsafe.SizeOf<StartLayout>());
        if (!code.FillHead(RecordKind.Start)) return null;
        EventFields fields = code.FillFacts();
        return new EventProgram("sched_process_fork", code.SubmitOrCount(full, [thread]), fields);
    }
}
