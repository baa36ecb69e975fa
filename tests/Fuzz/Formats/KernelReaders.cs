using Vmon.Kernel;

namespace Vmon.Fuzz.Formats;

/// <summary>What the kernel tells in bits: its types, and the records of the task stream.</summary>
internal static class KernelReaders
{
    internal static IEnumerable<Told> Types(byte[] bytes)
    {
        List<Told> told = [];
        if (!Btf.TryParse(bytes, out Btf btf)) return told;
        told.Add(new("function", btf.Find(BtfKind.Function, "bpf_iter_task"u8)?.ToString(), ToldKind.Derived));
        int? task = btf.Find(BtfKind.Structure, "task_struct"u8);
        told.Add(new("task", task?.ToString(), ToldKind.Derived));
        told.Add(new("pid", btf.Find(task ?? 1, "pid"u8)?.ToString(), ToldKind.Derived));
        told.Add(new("runtime", btf.Find(task ?? 1, "se.runtime"u8)?.ToString(), ToldKind.Derived));
        told.Add(new("code", TaskProgram.Assemble(btf)?.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), ToldKind.Derived));
        return told;
    }

    internal static IEnumerable<Told> Tasks(byte[] bytes)
    {
        List<Told> told = [];
        if (!TaskRun.TryParse(bytes, out ReadOnlySpan<TaskRun> tasks)) return told;
        RunTally tally = default;
        for (int i = 0; i < tasks.Length; i++)
        {
            TaskRun task = tasks[i];
            if (task.RunTime < 0 || task.ThreadId <= 0 || task.StartTime < 0) throw new WrongValueException("A record with a negative number.");
            tally.Add(task, i, sample: 1);
            told.Add(new($"{task.ThreadId}", task.ToString(), ToldKind.Derived));
        }

        _ = tally.HasRun(1);
        _ = tally.OnlyThread(1);
        return told;
    }
}
