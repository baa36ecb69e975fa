using Vmon.Kernel;

namespace Vmon.Fuzz.Formats;

/// <summary>Parsers of the kernel's type information and of the task stream.</summary>
internal static class KernelReaders
{
    internal static IEnumerable<ParsedField> Types(byte[] bytes)
    {
        List<ParsedField> fields = [];
        if (!Btf.TryParse(bytes, out Btf btf)) return fields;
        fields.Add(new("function", btf.Find(BtfKind.Function, "bpf_iter_task"u8)?.ToString(), ParsedKind.Derived));
        int? task = btf.Find(BtfKind.Structure, "task_struct"u8);
        fields.Add(new("task", task?.ToString(), ParsedKind.Derived));
        fields.Add(new("pid", btf.Find(task ?? 1, "pid"u8)?[^1].ToString(), ParsedKind.Derived));
        fields.Add(new("runtime", btf.Find(task ?? 1, "se.runtime"u8)?[^1].ToString(), ParsedKind.Derived));
        fields.Add(new("code", TaskProgram.Assemble(btf)?.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), ParsedKind.Derived));
        return fields;
    }

    internal static IEnumerable<ParsedField> Tasks(byte[] bytes)
    {
        List<ParsedField> fields = [];
        if (!TaskRun.TryParse(bytes, out ReadOnlySpan<TaskRun> tasks)) return fields;
        RunTally tally = default;
        for (int i = 0; i < tasks.Length; i++)
        {
            TaskRun task = tasks[i];
            if (task.RunTime < 0 || task.ThreadId <= 0 || task.StartTime < 0) throw new WrongValueException("A record has a negative number.");
            tally.Add(task, i, sample: 1);
            fields.Add(new($"{task.ThreadId}", task.ToString(), ParsedKind.Derived));
        }

        _ = tally.HasRun(1);
        _ = tally.OnlyThread(1);
        return fields;
    }
}
