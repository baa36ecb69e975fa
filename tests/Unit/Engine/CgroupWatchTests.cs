using System.Globalization;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

/// <summary>Compares live control groups with their files.</summary>
[Collection(nameof(DescriptorTests))]
public sealed class CgroupWatchTests : IDisposable
{
    private const CgroupDataSets OfKernel = CgroupDataSets.Default & ~CgroupDataSets.Processes;

    private readonly VmonSession _session = new(new SessionOptions());

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Every_group_of_each_hierarchy_is_there_once()
    {
        using CgroupWatch watch = Watch(CgroupSelection.Everything);
        watch.Sample();
        string[] paths = [.. watch.Groups().Select(group => group.Path)];
        Assert.Equal(paths, paths.Distinct());
        Assert.Equal("/", paths[0]);
        HashSet<string> found = [.. paths];
        foreach (string directory in Hierarchies().SelectMany(root => Directory.EnumerateDirectories(root, "*", SearchOption.AllDirectories).Select(path => path[root.Length..])))
            Assert.True(found.Contains(directory) || !Hierarchies().Any(root => Directory.Exists(root + directory)), directory);
        foreach (CgroupSample group in watch.Groups().Skip(1)) Assert.Contains(group.ParentPath!, found);
    }

    [Fact]
    public void CPU_time_of_a_group_is_that_of_the_kernel_and_of_its_processes()
    {
        using ControlGroup group = ControlGroup.With("cpuacct.usage");
        using ShellProcess busy = new("read line; while :; do :; done");
        group.Add(busy.Id);
        using CgroupWatch watch = Watch(Of(group.Path), CgroupDataSets.Default);
        busy.WriteLine("go");
        for (int i = 0; i < 3; i++) watch.Sample(); // the first ones take longer, so that the processes are read later than the groups
        Thread.Sleep(300);
        long before = long.Parse(group["cpuacct.usage"], CultureInfo.InvariantCulture);
        watch.Sample();
        long after = long.Parse(group["cpuacct.usage"], CultureInfo.InvariantCulture);
        CgroupSample sample = Assert.Single(watch.Groups());
        Assert.InRange(sample.TotalProcessorTime!.Value.Ticks, before / 100, after / 100);
        Assert.Equal((1, 1L), (sample.ProcessCount, sample.ThreadCount));
        Assert.Equal(sample.CpuTime!.Value.TotalMilliseconds, sample.ProcessCpuTime!.Value.TotalMilliseconds, 50.0); // the kernel is asked for both a moment apart
        busy.Kill();
    }

    [Fact]
    public void A_group_that_was_created_began_with_zeros_and_one_that_was_removed_is_shown_once()
    {
        using CgroupWatch watch = Watch(CgroupSelection.Everything);
        watch.Sample();
        ControlGroup group = ControlGroup.With("pids.current");
        string path = group.Path;
        watch.Sample();
        CgroupSample created = Assert.Single(watch.Groups(), sample => sample.Path == path);
        Assert.True(created.HasStarted);
        Assert.NotNull(created.Interval);
        Assert.Equal(0, created.TaskMaxEvents);
        watch.Sample();
        Assert.False(Assert.Single(watch.Groups(), sample => sample.Path == path).HasStarted);
        group.Dispose();
        watch.Sample();
        CgroupSample removed = Assert.Single(watch.Groups(), sample => sample.Path == path);
        Assert.True(removed.IsRemoved);
        Assert.Null(removed.Interval);
        Assert.Equal(0, removed.TaskCount);
        watch.Sample();
        Assert.DoesNotContain(watch.Groups(), sample => sample.Path == path);
    }

    [Fact]
    public void A_group_that_is_replaced_by_another_one_with_its_name_is_not_compared_with_it()
    {
        using CgroupWatch watch = Watch(CgroupSelection.Everything);
        using ControlGroup group = ControlGroup.With("pids.current");
        watch.Sample();
        watch.Sample();
        string directory = Hierarchies().Select(root => root + group.Path).First(Directory.Exists);
        Directory.Delete(directory);
        _ = Directory.CreateDirectory(directory);
        watch.Sample();
        CgroupSample sample = Assert.Single(watch.Groups(), sample => sample.Path == group.Path);
        Assert.True(sample.HasStarted);
        Assert.False(sample.IsRemoved);
        Assert.Equal(0, sample.TaskCount);
    }

    [Fact]
    public void A_group_that_takes_the_place_of_another_one_is_found_at_once()
    {
        using CgroupWatch watch = Watch(CgroupSelection.Everything);
        ControlGroup first = ControlGroup.With("pids.current");
        watch.Sample();
        first.Dispose();
        using ControlGroup second = ControlGroup.With("pids.current");
        watch.Sample(); // the number of links of the root is the same
        Assert.Contains(watch.Groups(), sample => sample.Path == second.Path && sample.HasStarted);
    }

    [Fact]
    public void Limits_are_those_of_the_group_and_of_those_above()
    {
        using ControlGroup group = ControlGroup.With("pids.max");
        group["pids.max"] = "7";
        string below = Hierarchies().Select(root => root + group.Path).First(path => File.Exists(path + "/pids.max")) + "/below";
        _ = ControlGroup.Create(below);
        try
        {
            using CgroupWatch watch = Watch(Of(group.Path) with { Recurse = true });
            watch.Sample();
            CgroupSample[] groups = [.. watch.Groups()];
            Assert.Equal([group.Path, group.Path + "/below"], groups.Select(sample => sample.Path));
            Assert.Equal((7L, 7L), (groups[0].TaskMax, groups[0].TaskLimit));
            Assert.Equal((null, 7L), (groups[1].TaskMax, groups[1].TaskLimit));
        }
        finally
        {
            Directory.Delete(below);
        }
    }

    [Fact]
    public void A_limit_that_is_changed_is_that_of_the_next_sample()
    {
        using ControlGroup group = ControlGroup.With("pids.max");
        using CgroupWatch watch = Watch(Of(group.Path));
        for (int i = 0; i < 8; i++)
        {
            group["pids.max"] = $"{100 + i}";
            watch.Sample();
            Assert.Equal(100 + i, Assert.Single(watch.Groups()).TaskMax);
            watch.Sample();
            Assert.Equal(100 + i, Assert.Single(watch.Groups()).TaskMax);
        }

        group["pids.max"] = "max";
        watch.Sample();
        Assert.Null(Assert.Single(watch.Groups()).TaskMax);
    }

    [Fact]
    public void Limits_that_did_not_change_are_not_read_again()
    {
        using ControlGroup group = ControlGroup.With("pids.max");
        using CgroupWatch watch = Watch(Of(group.Path));
        for (int i = 0; i < 4; i++) watch.Sample();
        Assert.SkipUnless(OpenFilesOf(group.Path).Any(), "No descriptors are kept.");
        Assert.SkipUnless(Setting("max_user_watches") >= 1024, "inotify has few watches.");
        Assert.DoesNotContain(OpenFilesOf(group.Path), file => file.EndsWith("/pids.max", StringComparison.Ordinal));
    }

    [Fact]
    public void Groups_are_those_of_the_directories_after_many_changes()
    {
        using ControlGroup root = ControlGroup.With("pids.max");
        using CgroupWatch watch = Watch(Of(root.Path) with { Recurse = true });
        Random random = new(1);
        for (int i = 0; i < 300; i++)
        {
            string[] below = [.. Directory.EnumerateDirectories(root.Directory, "*", SearchOption.AllDirectories)];
            string any = below.Length == 0 ? root.Directory : below[random.Next(below.Length)];
            switch (random.Next(5))
            {
                case 0 when below.Length < 12: _ = ControlGroup.Create($"{any}/{random.Next(4)}"); break;
                case 1 when any != root.Directory && !Directory.EnumerateDirectories(any).Any(): Directory.Delete(any); break;
                case 2 when any != root.Directory && IsRenamed(any, $"{Path.GetDirectoryName(any)}/{random.Next(4)}"): break;
                case 3 when any != root.Directory: File.WriteAllText($"{any}/pids.max", $"{random.Next(1000)}"); break;
                default:
                    watch.Sample();
                    string hierarchy = root.Directory[..^root.Path.Length];
                    IEnumerable<(string, string)> expected = below.Append(root.Directory).Select(path => (path[hierarchy.Length..], File.ReadAllText($"{path}/pids.max").Trim()));
                    IEnumerable<(string, string)> shown = watch.Groups().Where(sample => !sample.IsRemoved).Select(sample => (sample.Path, sample.TaskMax?.ToString(CultureInfo.InvariantCulture) ?? "max"));
                    Assert.Equal(expected.Order(), shown.Order());
                    break;
            }
        }

        foreach (string path in Directory.EnumerateDirectories(root.Directory, "*", SearchOption.AllDirectories).OrderByDescending(path => path.Length)) Directory.Delete(path);
    }

    [Fact]
    public void Changes_of_which_the_kernel_lost_the_events_are_found()
    {
        using ControlGroup root = ControlGroup.With("pids.max");
        using ControlGroup one = root.Below("one");
        using CgroupWatch watch = Watch(Of(root.Path) with { Recurse = true });
        for (int i = 0; i < 4; i++) watch.Sample();
        int events = Math.Min(Setting("max_queued_events"), 100_000);
        for (int i = 0; i <= events; i += 2) root["pids.max"] = one["pids.max"] = $"{i}";
        using ControlGroup two = root.Below("two");
        two["pids.max"] = one["pids.max"] = "3";
        watch.Sample();
        Assert.Equal([(root.Path, events & ~1L), (one.Path, 3), (two.Path, 3)], watch.Groups().Select(group => (group.Path, group.TaskMax!.Value)));
    }

    [Fact]
    public void Figures_of_a_group_that_works_and_rests_are_those_of_an_exact_session()
    {
        using ControlGroup.Everywhere group = ControlGroup.InEachHierarchy();
        ControlGroup? limited = group.With("pids.max");
        limited?["pids.max"] = "4";
        using ShellProcess shell = new($"exec 2>/dev/null; {group.Join}while read line; do eval \"$line\"; echo done; done");
        using VmonSession exact = new(new SessionOptions { Exact = true });
        using CgroupWatch watch = Watch(Of(group.Path));
        using CgroupWatch other = exact.WatchCgroups(Of(group.Path), OfKernel)!;
        Random random = new(1);
        List<string> different = [];
        for (int i = 0; i < 100; i++)
        {
            string work = random.Next(5) switch
            {
                0 => "i=0; while [ $i -lt 2000 ]; do i=$((i+1)); done",
                1 => "text=$(head -c 3000000 /dev/zero | tr '\\0' x); text=",
                2 => "( sleep 0 | sleep 0 | sleep 0 | sleep 0 | sleep 0 ) 2>/dev/null", // more tasks than the limit
                _ => "",
            };
            if (work.Length > 0) Run(shell, work, group);
            watch.Sample();
            other.Sample();
            if (Kept(watch) != Kept(other)) different.Add($"{i} {work}: {Kept(watch)}, exactly {Kept(other)}");
        }

        Assert.True(different.Count == 0, string.Join('\n', different));
        Assert.True(limited is null || Assert.Single(watch.Groups()).TaskMaxEventsTotal > 0);
    }

    [Fact]
    public void Of_a_group_that_rests_few_files_are_read()
    {
        using ControlGroup.Everywhere group = ControlGroup.InEachHierarchy();
        using VmonSession exact = new(new SessionOptions { Exact = true });
        using CgroupWatch watch = Watch(Of(group.Path));
        using CgroupWatch other = exact.WatchCgroups(Of(group.Path), OfKernel)!;
        Assert.SkipUnless(Setting("max_user_watches") >= 1024, "inotify has few watches.");
        for (int i = 0; i < 4; i++) _ = (Reads(watch), Reads(other));
        long[] resting = [.. Enumerable.Range(0, 5).Select(_ => Reads(watch))];
        long[] all = [.. Enumerable.Range(0, 5).Select(_ => Reads(other))];
        Assert.InRange(resting.Min(), 1, all.Min() - 5);
    }

    [Fact]
    public void Of_groups_that_are_not_selected_no_file_is_opened()
    {
        using ControlGroup selected = ControlGroup.With("pids.max");
        using ControlGroup other = ControlGroup.With("pids.max");
        using CgroupWatch watch = Watch(Of(selected.Path));
        for (int i = 0; i < 4; i++) watch.Sample();
        Assert.SkipUnless(OpenFilesOf(selected.Path).Any(), "No descriptors are kept.");
        Assert.Empty(OpenFilesOf(other.Path));
    }

    [Fact]
    public void Steady_samples_keep_no_more_descriptors_and_a_closed_watch_none()
    {
        int before = _session.OpenDescriptorCount;
        using (CgroupWatch watch = Watch(CgroupSelection.Everything))
        {
            watch.Sample();
            int first = _session.OpenDescriptorCount;
            Assert.True(first > before);
            watch.Sample();
            Assert.InRange(_session.OpenDescriptorCount, before + 1, first + 64);
        }

        Assert.Equal(before, _session.OpenDescriptorCount);
    }

    [Fact]
    public void A_session_of_another_proc_has_no_groups()
    {
        using CapturedProcess captured = new();
        using VmonSession session = captured.Open();
        Assert.Null(session.WatchCgroups(CgroupSelection.Everything));
    }

    // Those with figures that are read.
    private static string[] Hierarchies() =>
    [
        .. File.ReadLines("/proc/self/mountinfo").Select(line => line.Split(' '))
            .Where(fields => Array.IndexOf(fields, "-") is > 0 and var at && (fields[at + 1] == "cgroup2"
                || (fields[at + 1] == "cgroup" && fields[^1].Split(',').Intersect(["cpu", "cpuacct", "memory", "blkio", "pids", "name=systemd"]).Any())))
            .Select(fields => fields[4]),
    ];

    // Hierarchies of version 2 do not permit it.
    private static bool IsRenamed(string path, string name)
    {
        try
        {
            Directory.Move(path, name);
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // Until it waits for the next line, and the rest of a pipeline that the limit cut has exited.
    private static void Run(ShellProcess shell, string work, ControlGroup.Everywhere group)
    {
        shell.WriteLine(work);
        while (shell.ReadLine() != "done") continue;
        WaitUntil.True(() => group.ProcessCount == 1 && File.ReadAllText($"/proc/{shell.Id}/stat").Split(' ')[2] == "S");
        Thread.Sleep(5); // it sleeps in name before the kernel has accounted its last time on the CPU
    }

    // What is not read while a group rests, and its CPU time.
    private static string Kept(CgroupWatch watch)
    {
        CgroupSample group = Assert.Single(watch.Groups());
        return string.Join(
            ' ', group.TotalProcessorTime, group.UserProcessorTime, group.PrivilegedProcessorTime, group.ThrottledPeriodsTotal, group.MemoryPeak, group.MemoryMaxEventsTotal,
            group.OomKillsTotal, group.TaskPeak, group.TaskMaxEventsTotal, group.IsPopulated, group.IoReadTotal, group.Devices?.Sum(device => device.ReadOperationsTotal));
    }

    // The calls of read(2) and pread(2) in a sample, of this thread.
    private static long Reads(CgroupWatch watch)
    {
        long before = Calls();
        watch.Sample();
        return Calls() - before;

        static long Calls() => long.Parse(File.ReadLines("/proc/thread-self/io").Single(line => line.StartsWith("syscr", StringComparison.Ordinal)).Split(' ')[1], CultureInfo.InvariantCulture);
    }

    private static int Setting(string name) => int.Parse(File.ReadAllText($"/proc/sys/fs/inotify/{name}"), CultureInfo.InvariantCulture);

    private static IEnumerable<string> OpenFilesOf(string group) =>
        Directory.EnumerateFiles("/proc/self/fd").Select(link => new FileInfo(link).LinkTarget ?? "").Where(file => file.Contains(group + '/', StringComparison.Ordinal));

    private static CgroupSelection Of(string path) => new() { Path = path.Equals };

    private CgroupWatch Watch(CgroupSelection selection, CgroupDataSets dataSets = OfKernel)
    {
        CgroupWatch? watch = _session.WatchCgroups(selection, dataSets);
        Assert.SkipWhen(watch is null, "No control groups are mounted.");
        return watch!;
    }
}
