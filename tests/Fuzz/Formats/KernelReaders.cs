using System.Runtime.InteropServices;
using Vmon.Kernel;
using Vmon.Parsing.Processes;
using Vmon.Sources;

namespace Vmon.Fuzz.Formats;

/// <summary>Parsers of the kernel's type information and of the task stream.</summary>
internal static class KernelReaders
{
    internal static IEnumerable<ParsedField> Types(byte[] bytes)
    {
        List<ParsedField> fields = [];
        if (!Btf.TryParse(bytes, out Btf? btf)) return fields;
        fields.Add(new("function", btf.Find(BtfKind.Function, "bpf_iter_task"u8)?.ToString(), ParsedKind.Derived));
        int? task = btf.Find(BtfKind.Structure, "task_struct"u8);
        fields.Add(new("task", task?.ToString(), ParsedKind.Derived));
        fields.Add(new("pid", btf.Find(task ?? 1, "pid"u8)?[^1].ToString(), ParsedKind.Derived));
        fields.Add(new("runtime", btf.Find(task ?? 1, "se.runtime"u8)?[^1].ToString(), ParsedKind.Derived));
        fields.Add(new("code", TaskProgram.Assemble(btf, new TaskFields(), [])?.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), ParsedKind.Derived));
        return fields;
    }

    internal static IEnumerable<ParsedField> Tasks(byte[] bytes)
    {
        List<ParsedField> fields = [];
        List<TaskRun> tasks = [];
        ReadOnlySpan<long> values = MemoryMarshal.Cast<byte, long>(bytes);
        if (!TaskRecord.TryParse(values, out TaskReader reader, tasks)) return fields;
        fields.Add(new("reader", reader.ToString(), ParsedKind.Derived));
        TaskTally tally = default;
        foreach (TaskRun task in tasks)
        {
            if (task.ThreadId <= 0 || task.ProcessId <= 0 || task.ParentId < 0) throw new WrongValueException("A record has an impossible id.");
            TaskRecord record = TaskRecord.At(values, task.Place);
            tally.Add(task, record, task.IsMain, pending: 0, sample: 1);
            fields.Add(new($"{task.ThreadId}", task.ToString(), ParsedKind.Derived));
            if (!task.IsMain || !record.IsWhole) continue;
            TaskReading.ReadStat(record, tally, isThread: false, default, tick: 10_000_000, out ProcStat stat);
            fields.Add(new($"{task.ThreadId}.state", $"{stat.State} {TaskReading.ReadIo(record, tally, isThread: false)}", ParsedKind.Derived));
        }

        _ = tally.HasRun(1);
        _ = tally.TryGetMain(1, out _);
        return fields;
    }
}
