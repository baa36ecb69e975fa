using Vmon.Kernel.Files;
using Vmon.Model;
using Vmon.Native;
using Vmon.Parsing.Files;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Sources;
using Vmon.Sources.Files;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Sources.Files;

public sealed class FilePassesTests : IDisposable
{
    private readonly SharedProgram<FileIterator> _program = new(FileIterator.TryOpen);
    private readonly VmonSession _session = new(new SessionOptions());

    public void Dispose()
    {
        _session.Dispose();
        _program.Dispose();
    }

    [Fact]
    public void Files_of_a_pass_equal_those_of_proc_for_every_kind_of_descriptor()
    {
        using OddDescriptors odd = new();
        using DescriptorZoo zoo = new();
        int[] ids = [.. odd.Ids, zoo.Id];
        Dictionary<(int, int), string> expected = Describe(ids, null);
        Dictionary<(int, int), string> whole = Describe(ids, WholePasses());
        Dictionary<(int, int), string> single = Describe(ids, SinglePasses());
        Assert.Equal("", Differences(expected, whole));
        Assert.Equal("", Differences(expected, single));
        Assert.True(expected.Count > 200);
    }

    [Fact]
    public void Files_of_a_pass_equal_those_of_proc_for_all_processes()
    {
        WaitUntil.True(() =>
        {
            Dictionary<(int, int), string> before = Describe(null, null);
            Dictionary<(int, int), string> passed = Describe(null, WholePasses());
            Dictionary<(int, int), string> after = Describe(null, null);
            (int Process, int Descriptor)[] steady = [.. before.Keys.Where(key => after.GetValueOrDefault(key) == before[key] && key.Item1 != Environment.ProcessId)];
            return steady.Length > 100 && steady.All(key => passed.GetValueOrDefault(key) == before[key]); // it can have been another one in between
        });
    }

    [Fact]
    public void Descriptors_beyond_the_limit_of_a_pass_are_read_from_proc()
    {
        _ = Program();
        using DescriptorZoo small = new();
        using DescriptorZoo large = new(more: 3000);
        int[] ids = [small.Id, large.Id];
        Dictionary<(int, int), string> expected = Describe(ids, null);
        int limit = 4 * FileIterator.Chunk;
        FilePasses whole = new(_program, readsAll: true, limit);
        using ProcessWatch watch = Watch(ids, whole, out _);
        Assert.InRange(whole.ProcessCount, 0, 1);
        Assert.Equal("", Differences(expected, Files(watch)));
        if (!Program().CanSelect) return;
        FilePasses single = new(_program, readsAll: false, limit);
        using ProcessWatch other = Watch(ids, single, out _);
        Assert.Equal(1, single.ProcessCount);
        Assert.Equal("", Differences(expected, Files(other)));
    }

    [Fact]
    public void Later_samples_see_descriptors_that_opened_and_closed()
    {
        using DescriptorZoo zoo = new();
        FilePasses passes = SinglePasses();
        using ProcessWatch watch = Watch([zoo.Id], passes, out _);
        int before = watch.Files(FileSelection.Everything).Count();
        int opened = int.Parse(zoo.Ask("open"), System.Globalization.CultureInfo.InvariantCulture);
        watch.Sample();
        Assert.Equal(1, passes.ProcessCount);
        Assert.Equal(FileType.Pipe, watch.Files(FileSelection.Everything).Single(file => file.Descriptor == opened).Type);
        _ = zoo.Ask("close");
        watch.Sample();
        Assert.Equal(before, watch.Files(FileSelection.Everything).Count());
    }

    [Fact]
    public void Sizes_and_info_come_from_the_pass_unless_the_type_of_file_adds_lines()
    {
        using DescriptorZoo zoo = new();
        SamplingContext context = Context(WholePasses());
        ProcessTable table = ProcessTable.Live(new ProcSource(context), new() { Targets = [_session.Find(zoo.Id)!.Value] }, ProcessDataSets.Files);
        using ProcessWatch watch = new(_session, table);
        watch.Sample();
        ProcessRecords records = table.Nodes.Single(node => node.Id == zoo.Id).Records;
        PassedDetails details = new(context);
        details.Begin(records);
        Dictionary<int, (StatX? Size, FileInfoText? Info)> found = [];
        foreach (ref readonly FileEntry entry in records.Details!.Files.Entries)
        {
            details.Find(entry, includeInfo: true, out StatX? size, out FileInfoText? info);
            found[entry.Descriptor] = (size, info);
        }

        Assert.Equal(5, found[zoo["regular"]].Info!.Position);
        Assert.NotNull(found[zoo["memory"]].Size);
        Assert.NotNull(found[zoo["reader"]].Info);
        Assert.Null(found[zoo["reader"]].Size);
        Assert.Null(found[zoo["event"]].Info);
        Assert.Null(found[zoo["epoll"]].Info);
    }

    [Fact]
    public void Sample_from_a_pass_allocates_nothing_if_no_descriptor_changes()
    {
        using DescriptorZoo zoo = new(more: 1000);
        FilePasses passes = SinglePasses();
        using ProcessWatch watch = Watch([zoo.Id], passes, out _);
        for (int i = 0; i < 3; i++) watch.Sample();

        // Other processes start meanwhile, and the buffer of the tasks grows with them.
        WaitUntil.True(() =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            watch.Sample();
            return GC.GetAllocatedBytesForCurrentThread() == before;
        });
        Assert.Equal(1, passes.ProcessCount);
    }

    [Fact]
    public void Process_that_proc_refuses_or_that_is_another_one_is_not_taken_from_a_pass()
    {
        FilePasses passes = WholePasses();
        SamplingContext context = Context(passes);
        context.State.Begin(null, CancellationToken.None);
        ProcStat own = StatOf(Environment.ProcessId);
        FileTableSampler files = new();
        Sample(ref files, own, context);
        Assert.Equal(1, passes.ProcessCount);
        FileTableSampler refused = new();
        Sample(ref refused, own with { CodeStart = 1 }, context);
        FileTableSampler reused = new();
        Sample(ref reused, own with { StartTime = own.StartTime - 1 }, context);
        Assert.Equal(1, passes.ProcessCount);
        Assert.Equal((ReadStatus.Ok, ReadStatus.Ok), (refused.Status, reused.Status));
    }

    [Fact]
    public void Few_descriptors_are_read_from_proc()
    {
        FilePasses passes = new(_program, readsAll: false);
        _ = Program();
        using ShellProcess shell = new("echo ready; read line");
        _ = shell.ReadLine();
        using ProcessWatch watch = Watch([shell.Id], passes, out _);
        watch.Sample();
        Assert.Equal(0, passes.ProcessCount);
    }

    private static void Sample(ref FileTableSampler files, in ProcStat stat, SamplingContext context)
    {
        ProcDirectory directory = new(context.Root, stat.Id);
        files.Sample(ref directory, stat, context);
        directory.Dispose();
    }

    private static ProcStat StatOf(int id)
    {
        Assert.True(ProcStat.TryParse(File.ReadAllBytes($"/proc/{id}/stat"), out ProcStat stat));
        return stat;
    }

    private FilePasses WholePasses()
    {
        _ = Program();
        return new FilePasses(_program, readsAll: true);
    }

    private FilePasses SinglePasses()
    {
        Assert.SkipUnless(Program().CanSelect, "The kernel cannot restrict a pass to one process (6.1).");
        return new FilePasses(_program, readsAll: false);
    }

    private FileIterator Program()
    {
        FileIterator? program = _program.Open();
        Assert.SkipWhen(program is null, "Passes over the open files are not available. They require root, BTF, the initial PID namespace and a kernel later than 5.10.");
        return program;
    }

    private Dictionary<(int Id, int Descriptor), string> Describe(int[]? ids, FilePasses? passes)
    {
        using ProcessWatch watch = Watch(ids, passes, out ProcessTable table);
        if (passes is not null) Assert.InRange(passes.ProcessCount, 1, table.Nodes.Count);
        return Files(watch, withInfo: ids is not null);
    }

    private static Dictionary<(int Id, int Descriptor), string> Files(ProcessWatch watch, bool withInfo = true) =>
        watch.Files(new FileSelection { IncludeInfo = withInfo }).ToDictionary(file => (file.Id, file.Descriptor), Describe);

    private static string Differences(Dictionary<(int, int), string> expected, Dictionary<(int, int), string> actual) => string.Join(
        '\n',
        expected.Keys.Union(actual.Keys).Select(key => (Expected: expected.GetValueOrDefault(key), Actual: actual.GetValueOrDefault(key)))
            .Where(pair => pair.Expected != pair.Actual).Select(pair => $"{pair.Actual} instead of {pair.Expected}"));

    private static string Describe(OpenFile file) =>
        $"{file.Type} {file.Target} path {file.Path} {file.Access} {file.IsDeleted} {file.Inode} {file.Device} {file.SpecialDevice} {file.Size} {file.AllocatedSize} "
        + $"{file.Socket} {file.Position} {file.Flags} {file.MountId} {file.IsInfoComplete} {string.Join(' ', file.Info?.Where(line => line.Key != "it_value") ?? [])}"; // the time that is left

    private ProcessWatch Watch(int[]? ids, FilePasses? passes, out ProcessTable table)
    {
        ProcessSelection selection = ids is null ? ProcessSelection.Everything : new() { Targets = [.. ids.Select(id => _session.Find(id)!.Value)] };
        table = ProcessTable.Live(new ProcSource(Context(passes)), selection, ProcessDataSets.Files);
        ProcessWatch watch = new(_session, table);
        watch.Sample();
        return watch;
    }

    private static SamplingContext Context(FilePasses? passes)
    {
        ProcRoot root = ProcRoot.Open("/proc");
        SampledHost host = new(BootClock.Of(root, TimeProvider.System)) { IsLocal = true };
        return new SamplingContext(root, new DescriptorBudget(1000), host) { FilePasses = passes, IsExact = true };
    }
}
