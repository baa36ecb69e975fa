using Vmon.Kernel;
using Vmon.Parsing.Processes;
using Vmon.Sources;
using Vmon.Sources.Processes;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Sources;

[Collection(nameof(DescriptorTests))]
public sealed class TaskReadingTests : IDisposable
{
    private const long Tick = 10_000_000;

    // Approximate in both, or cut off to a tick in the file.
    private static readonly StatField[] NotCompared =
    [
        StatField.rss, StatField.sigignore, StatField.utime, StatField.stime, StatField.cutime, StatField.cstime, StatField.guest_time, StatField.cguest_time,
        StatField.delayacct_blkio_ticks,
    ];

    private readonly TaskIterator? _iterator = TaskIterator.TryOpen();
    private readonly TaskStream? _stream;

    public TaskReadingTests() => _stream = _iterator is null ? null : new TaskStream(_iterator);

    public void Dispose() => _iterator?.Dispose();

    [Fact]
    public void Fields_equal_the_files_of_every_process_that_did_not_change()
    {
        Assert.SkipWhen(_stream is null, "The task stream is not available. It requires root, BTF and the initial PID namespace.");
        PassedFields fields = new(_iterator!.Fields, mayReadAll: true);
        Assert.True(fields.HasStat && fields.HasIo);
        bool hasMemory = fields.HasMemory;
        using ShellProcess churn = new("while :; do sh -c : ; ls / >/dev/null; done");
        using ShellProcess threads = new(
            $"exec {Tool.Find("python3")} -c 'import threading,time\nfor i in range(5): threading.Thread(target=time.sleep,args=(60,)).start()'");
        int compared = 0;
        int memories = 0;
        List<string> differences = [];
        for (int pass = 0; pass < 20; pass++)
        {
            Dictionary<int, ProcessFiles> before = Files();
            Assert.True(_stream.TryRead(isWhole: true, round: 0, out ReadOnlySpan<TaskRun> tasks));
            Dictionary<int, ProcessFiles> after = Files();
            Dictionary<int, TaskTally> tallies = [];
            foreach (TaskRun task in tasks)
            {
                TaskTally tally = tallies.GetValueOrDefault(task.ProcessId);
                tally.Add(task, _stream[task.Place], task.IsMain, pending: 0, sample: 1);
                tallies[task.ProcessId] = tally;
            }

            foreach ((int id, ProcessFiles files) in before)
            {
                if (after.GetValueOrDefault(id) != files || !tallies.TryGetValue(id, out TaskTally tally) || !tally.TryGetMain(1, out int place)) continue;
                TaskRecord record = _stream[place];
                if (!TaskReading.IsConsistent(record) || record[TaskField.Threads] != tally.Threads) continue;
                compared++;
                Compare(id, files, record, tally, differences);
                CompareStatus(id, files, record, hasMemory, differences);
                if (!hasMemory || TaskReading.ReadMemory(record) is not { } memory) continue;
                memories++;
                Assert.True(ProcStatm.TryParse(System.Text.Encoding.Latin1.GetBytes(files.Memory), out ProcStatm file));
                if (!memory.Equals(file)) differences.Add($"{id} statm: {files.Memory}");
            }
        }

        Assert.Empty(differences);
        Assert.True(compared > 100, $"Only {compared} processes were compared.");
        Assert.SkipUnless(hasMemory, "The kernel does not tell what each CPU has counted of the pages of a process.");
        Assert.True(memories > compared / 2, $"Only {memories} memories were compared.");
    }

    [Fact]
    public void Program_with_the_least_fields_names_and_gates_processes()
    {
        Assert.SkipWhen(_iterator is null, "The task stream is not available. It requires root, BTF and the initial PID namespace.");
        Assert.True(KernelTypes.TryRead(out Btf? types));
        using TaskIterator? least = TaskIterator.TryLoad(types, [], isLeast: true);
        Assert.True(least is not null && least.Fields.AreEnough);
        PassedFields fields = new(least.Fields, mayReadAll: true);
        Assert.False(fields.HasStat || fields.HasIo || fields.HasUsers || fields.HasMemory || fields.HasTraits);
        TaskStream stream = new(least);
        Assert.True(stream.TryRead(isWhole: true, round: 0, out ReadOnlySpan<TaskRun> tasks));
        TaskRun own = tasks.ToArray().Single(task => task.ThreadId == Environment.ProcessId);
        Assert.True(stream[own.Place][TaskField.RunTime] > 0);
        Assert.Equal(0, stream[own.Place][TaskField.VirtualPages]);
    }

    private static void Compare(int id, ProcessFiles files, in TaskRecord record, in TaskTally tally, List<string> differences)
    {
        Assert.True(ProcStat.TryParse(System.Text.Encoding.Latin1.GetBytes(files.Stat), out ProcStat file));
        file.ToNanoseconds(1_000_000_000 / Tick);
        TaskReading.ReadStat(record, tally, isThread: false, default, Tick, out ProcStat pass);
        if (file.IsOfKernel != true && !file.Comm.Equals(pass.Comm)) differences.Add($"{id} comm");
        foreach (StatField field in Enum.GetValues<StatField>().Except(NotCompared))
        {
            bool isOfMainThread = field == StatField.exit_code && file.State != ProcessState.Zombie;
            if (!isOfMainThread && file[field] != pass[field]) differences.Add($"{id} {field}: {file[field]} in the file, {pass[field]} in the pass");
        }

        Assert.Equal(file.DiscardsChildren, pass.DiscardsChildren);
        CompareTime(StatField.cutime);
        CompareTime(StatField.cstime);
        CompareTime(StatField.delayacct_blkio_ticks);
        long total = (file.UserTime + file.SystemTime) / Tick;
        long exact = (pass.UserTime + pass.SystemTime) / Tick;
        if (exact < total || exact > total + 1) differences.Add($"{id} CPU: {total} ticks in the file, {exact} in the pass");
        if (files.Io.Length == 0) return;
        Assert.True(ProcIo.TryParse(System.Text.Encoding.Latin1.GetBytes(files.Io), out ProcIo io));
        if (io.Counters != TaskReading.ReadIo(record, tally, isThread: false)) differences.Add($"{id} io: {io.Counters}");

        void CompareTime(StatField field)
        {
            if (file[field] / Tick != pass[field] / Tick) differences.Add($"{id} {field}: {file[field]} in the file, {pass[field]} in the pass");
        }
    }

    private static void CompareStatus(int id, ProcessFiles files, in TaskRecord record, bool hasMemory, List<string> differences)
    {
        Assert.True(ProcStatus.TryParse(System.Text.Encoding.Latin1.GetBytes(files.Status), out ProcStatus status));
        TaskCounters counters = TaskReading.ReadCounters(record, hasMemory);
        TaskTraits traits = TaskReading.ReadTraits(record, hasCgroups: false, last: null);
        (StatusField Field, long? Passed)[] fields =
        [
            (StatusField.voluntary_ctxt_switches, counters.VoluntarySwitches), (StatusField.nonvoluntary_ctxt_switches, counters.InvoluntarySwitches),
            (StatusField.CapInh, traits.Inheritable), (StatusField.CapPrm, traits.Permitted), (StatusField.CapEff, traits.Effective),
            (StatusField.CapBnd, traits.Bounding), (StatusField.CapAmb, traits.Ambient),
        ];
        foreach ((StatusField field, long? passed) in fields)
            if (status[field] != passed) differences.Add($"{id} {field}: {status[field]} in the file, {passed} in the pass");
        if (files.Schedule.Trim() != $"{counters.RunTime} {counters.RunDelay} {counters.Slices}") differences.Add($"{id} schedstat: {files.Schedule}");
        if (files.OomScoreAdjustment.Trim() != $"{traits.OomScoreAdjustment}") differences.Add($"{id} oom_score_adj: {files.OomScoreAdjustment}");
        if (hasMemory && status[StatusField.VmSwap] is { } swap && Math.Abs((swap / 4) - counters.SwappedPages!.Value) > 64) differences.Add($"{id} VmSwap: {swap} kB");
    }

    private static Dictionary<int, ProcessFiles> Files()
    {
        Dictionary<int, ProcessFiles> files = [];
        foreach (string directory in Directory.GetDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(directory), out int id) && Read($"{directory}/stat") is { Length: > 0 } stat)
                files[id] = new ProcessFiles(stat, Read($"{directory}/io"), Read($"{directory}/statm"), Read($"{directory}/schedstat"), Read($"{directory}/status"), Read($"{directory}/oom_score_adj"));
        return files;
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path, System.Text.Encoding.Latin1);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private readonly record struct ProcessFiles(string Stat, string Io, string Memory, string Schedule, string Status, string OomScoreAdjustment);
}
