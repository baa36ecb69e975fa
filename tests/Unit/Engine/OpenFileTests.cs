using System.Text.Json;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

public class OpenFileTests(SharedZoo shared) : IClassFixture<SharedZoo>
{
    [Fact]
    public void Files_have_the_correct_type_target_and_access()
    {
        DescriptorZoo zoo = shared.Zoo;
        Dictionary<int, OpenFile> files = Files(zoo);
        void Check(string name, FileType type, DescriptorAccess access, string? target = null)
        {
            OpenFile file = files[zoo[name]];
            Assert.Equal((name, type, access), (name, file.Type, file.Access));
            if (target is not null) Assert.Equal(target, file.Target);
            Assert.Equal((zoo.Id, file.Descriptor), (file.Id, zoo[name]));
        }

        Check("reader", FileType.Pipe, DescriptorAccess.Read);
        Check("writer", FileType.Pipe, DescriptorAccess.Write, files[zoo["reader"]].Target);
        Check("socket", FileType.Socket, DescriptorAccess.ReadWrite);
        Check("path", FileType.Directory, DescriptorAccess.None, zoo.Directory);
        Check("directory", FileType.Directory, DescriptorAccess.Read, zoo.Directory);
        Check("memory", FileType.MemFd, DescriptorAccess.ReadWrite, "/memfd:x y (deleted)");
        Check("epoll", FileType.EventPoll, DescriptorAccess.ReadWrite);
        Check("event", FileType.EventFd, DescriptorAccess.ReadWrite);
        Check("inotify", FileType.Inotify, DescriptorAccess.Read);
        Check("timer", FileType.TimerFd, DescriptorAccess.ReadWrite);
        Check("signals", FileType.SignalFd, DescriptorAccess.ReadWrite);
        Check("process", FileType.PidFd, DescriptorAccess.ReadWrite);
        Check("null", FileType.CharDevice, DescriptorAccess.ReadWrite, "/dev/null");
        Check("fifo", FileType.Fifo, DescriptorAccess.ReadWrite, zoo.Directory + "/fifo");
        Check("regular", FileType.Regular, DescriptorAccess.Write, zoo.Directory + "/regular");
        Check("deleted", FileType.Regular, DescriptorAccess.ReadWrite, zoo.Directory + "/deleted (deleted)");
        Check("odd", FileType.Regular, DescriptorAccess.Read, zoo.Directory + "/new\nline");
        Check("namespace", FileType.Namespace, DescriptorAccess.Read);
        Assert.Equal("1:3", files[zoo["null"]].SpecialDevice);
    }

    [Fact]
    public void IsDeleted_is_true_when_unlinked_and_null_when_ambiguous()
    {
        DescriptorZoo zoo = shared.Zoo;
        Dictionary<int, OpenFile> files = Files(zoo);
        Assert.True(files[zoo["deleted"]].IsDeleted);
        Assert.Equal(zoo.Directory + "/deleted", files[zoo["deleted"]].Path);
        Assert.Equal((null, null, zoo.Directory + "/called (deleted)"), Shown("called"));
        Assert.Equal((null, null, zoo.Directory + "/first (deleted)"), Shown("linked"));
        Assert.False(files[zoo["memory"]].IsDeleted);
        Assert.Equal([zoo["deleted"]], Files(zoo, new FileSelection { DeletedOnly = true }).Keys);

        (bool?, string?, string?) Shown(string name) => (files[zoo[name]].IsDeleted, files[zoo[name]].Path, files[zoo[name]].Target);
    }

    [Fact]
    public void Size_and_AllocatedSize_agree_with_stat_for_deleted_and_memory_files()
    {
        string path = Path.GetTempFileName();
        using FileStream stream = new(path, FileMode.Open);
        stream.SetLength(10_000_000);
        stream.Write(new byte[8192]);
        stream.Flush(flushToDisk: true);
        File.Delete(path);
        DescriptorZoo zoo = shared.Zoo;
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = session.Watch(
            new ProcessSelection { Targets = [session.Find(Environment.ProcessId)!.Value, session.Find(zoo.Id)!.Value] }, ProcessDataSets.Files);
        watch.Sample();
        Dictionary<(int, int), OpenFile> files = watch.Files(FileSelection.Everything).ToDictionary(file => (file.Id, file.Descriptor));
        OpenFile deleted = files[(Environment.ProcessId, (int)stream.SafeFileHandle.DangerousGetHandle())];
        Assert.Equal((true, 10_000_000L), (deleted.IsDeleted, deleted.Size));
        Assert.InRange(deleted.AllocatedSize!.Value, 8192, 9_999_999);
        foreach (OpenFile file in new[] { deleted, files[(zoo.Id, zoo["regular"])], files[(zoo.Id, zoo["memory"])] })
            Assert.Equal(
                Tool.Run("stat", "-L", "-c", "%i %s %b", $"/proc/{file.Id}/fd/{file.Descriptor}").Trim(),
                $"{file.Inode} {file.Size} {file.AllocatedSize / 512}");
        Assert.Equal((5L, FileType.MemFd), (files[(zoo.Id, zoo["regular"])].Size, files[(zoo.Id, zoo["memory"])].Type));
        Assert.Equal((null, null), (files[(zoo.Id, zoo["null"])].Size, files[(zoo.Id, zoo["reader"])].AllocatedSize));
    }

    [Fact]
    public void IsDeleted_becomes_true_when_the_last_link_is_removed()
    {
        using DescriptorZoo zoo = new();
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = Watch(session, zoo.Id);
        OpenFile Sample()
        {
            watch.Sample();
            return watch.Files(FileSelection.Everything).Single(file => file.Descriptor == zoo["linked"]);
        }

        Assert.Null(Sample().IsDeleted);
        File.Delete(zoo.Directory + "/second");
        WaitUntil.True(() => Sample().IsDeleted == true);
        Assert.Equal(zoo.Directory + "/first", Sample().Path);
    }

    [Fact]
    public void Descriptors_agree_with_lsfd()
    {
        DescriptorZoo zoo = shared.Zoo;
        string json = Tool.Run("lsfd", "-J", "-o", "FD,TYPE,MODE,NAME,INODE,DEV,RDEV,POS,FLAGS,MNTID", "-p", $"{zoo.Id}");
        Dictionary<int, OpenFile> files = Files(zoo, new FileSelection { IncludeInfo = true });
        int compared = 0;
        foreach (JsonElement row in JsonDocument.Parse(json).RootElement.GetProperty("lsfd").EnumerateArray())
        {
            if (row.GetProperty("fd").ValueKind != JsonValueKind.Number) continue;
            OpenFile file = files[row.GetProperty("fd").GetInt32()];
            string Text(string name) => row.GetProperty(name).GetString() ?? "";
            Assert.Equal(Text("mode"), Mode(file.Access!.Value));
            Assert.Equal(row.GetProperty("pos").GetInt64(), file.Position);
            Assert.Equal(row.GetProperty("mntid").GetInt32(), file.MountId);
            Assert.Equal(Text("flags").Contains("cloexec", StringComparison.Ordinal), file.Flags!.Value.HasFlag(OpenOptions.CloseOnExec));
            Assert.Equal(Text("flags").Contains("append", StringComparison.Ordinal), file.Flags.Value.HasFlag(OpenOptions.Append));
            Assert.Equal(Text("flags").Contains("path", StringComparison.Ordinal), file.Flags.Value.HasFlag(OpenOptions.PathOnly));
            if (file.Inode is ulong inode) Assert.Equal(row.GetProperty("inode").GetUInt64(), inode);
            if (file.Device is string device) Assert.Equal(Text("dev"), device);
            if (file.SpecialDevice is string special) Assert.Equal(Text("rdev"), special);
            if (file.Path is not null) Assert.Equal((TypeName(file.Type), file.Target), (Text("type"), Text("name").Replace("\\n", "\n", StringComparison.Ordinal)));
            compared++;
        }

        Assert.Equal(files.Count, compared);
        Assert.True(compared > 1000);
    }

    [Fact]
    public void Info_is_read_only_with_IncludeInfo()
    {
        DescriptorZoo zoo = shared.Zoo;
        OpenFile without = Files(zoo)[zoo["regular"]];
        Assert.Null(without.Position);
        Assert.Null(without.Flags);
        Assert.Null(without.Info);

        Dictionary<int, OpenFile> files = Files(zoo, new FileSelection { IncludeInfo = true });
        Assert.Equal(5, files[zoo["regular"]].Position);
        Assert.True(files[zoo["regular"]].Flags!.Value.HasFlag(OpenOptions.Append));
        Assert.Equal("3", files[zoo["event"]].Info!["eventfd-count"]);
        Assert.Equal(2, files[zoo["epoll"]].Info!["tfd"].Split('\n').Length);
        Assert.Equal("00", files[zoo["timer"]].Info!["settime flags"]);
        Assert.Equal("(1, 0)", files[zoo["timer"]].Info!["it_interval"]);
        Assert.Equal("0000000000000200", files[zoo["signals"]].Info!["sigmask"]);
        Assert.Equal($"{zoo.Id}", files[zoo["process"]].Info!["Pid"]);
        Assert.All(files.Values, file => Assert.True(file.IsInfoComplete));
    }

    [Fact]
    public void IsInfoComplete_is_false_when_fdinfo_is_truncated()
    {
        const string Script =
            """
            import os, resource, select, sys
            hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]; resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
            poll = select.epoll()
            for i in range(int(sys.argv[1])): poll.register(os.eventfd(0), select.EPOLLIN)
            print(poll.fileno(), flush=True); sys.stdin.readline()
            """;
        using PythonProcess process = new(Script, "14000");
        int descriptor = int.Parse(process.ReadLine(), System.Globalization.CultureInfo.InvariantCulture);
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = Watch(session, process.Id);
        watch.Sample();
        OpenFile epoll = watch.Files(new FileSelection { IncludeInfo = true, Types = FileType.EventPoll }).Single(file => file.Descriptor == descriptor);
        Assert.False(epoll.IsInfoComplete);
        Assert.InRange(epoll.Info!["tfd"].Length, 900_000, 1024 * 1024);
        Assert.Null(watch.Files(new FileSelection { Types = FileType.EventPoll }).First().IsInfoComplete);
    }

    [Fact]
    public void Flags_are_null_after_the_PID_is_reused()
    {
        using ChosenPid chosen = new();
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = Watch(session, chosen.Id);
        watch.Sample();
        FileSelection selection = new() { IncludeInfo = true };
        Assert.All(watch.Files(selection), file => Assert.NotNull(file.Flags));
        chosen.GiveAgain();
        Assert.NotEmpty(watch.Files(selection));
        Assert.All(watch.Files(selection), file => Assert.Null(file.Flags));
    }

    [Fact]
    public void Types_and_Path_filter_files()
    {
        DescriptorZoo zoo = shared.Zoo;
        Assert.Equal(
            new[] { zoo["epoll"], zoo["event"], zoo["inotify"], zoo["timer"], zoo["signals"], zoo["process"] }.Order(),
            Files(zoo, new FileSelection { Types = FileType.Anonymous }).Keys.Order());
        Assert.Equal([zoo["fifo"]], Files(zoo, new FileSelection { Path = path => path == zoo.Directory + "/fifo" }).Keys);
    }

    [Fact]
    public void FileCount_equals_the_number_of_entries_in_fd()
    {
        DescriptorZoo zoo = shared.Zoo;
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = Watch(session, zoo.Id);
        watch.Sample();
        Assert.Equal(Directory.GetFileSystemEntries($"/proc/{zoo.Id}/fd").Length, watch.Processes().Single().FileCount);

        using ProcessWatch other = session.Watch(new ProcessSelection { Targets = [session.Find(zoo.Id)!.Value] });
        other.Sample();
        Assert.Null(other.Processes().Single().FileCount);
    }

    [Fact]
    public void Changed_includes_Files_when_a_descriptor_is_opened_or_closed()
    {
        using DescriptorZoo zoo = new();
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = Watch(session, zoo.Id);
        ProcessChanges Sample()
        {
            watch.Sample();
            return watch.Processes().Single().Changed & ProcessChanges.Files;
        }

        Assert.Equal(ProcessChanges.None, Sample());
        Assert.Equal(ProcessChanges.None, Sample());
        _ = zoo.Ask("open");
        Assert.Equal(ProcessChanges.Files, Sample());
        Assert.Equal(ProcessChanges.None, Sample());
        _ = zoo.Ask("close");
        Assert.Equal(ProcessChanges.Files, Sample());
    }

    [Fact]
    public void Files_of_threads_are_listed_once_per_process()
    {
        using VmonSession session = new(new SessionOptions());
        ProcessSelection selection = new() { Targets = [session.Find(Environment.ProcessId)!.Value], IncludeThreads = true };
        using ProcessWatch watch = session.Watch(selection, ProcessDataSets.Files);
        watch.Sample();
        ProcessSample[] samples = [.. watch.Processes()];
        Assert.True(samples.Length > 1);
        Assert.Single(samples.Select(sample => sample.FileCount).Distinct());
        OpenFile[] files = [.. watch.Files(FileSelection.Everything)];
        Assert.Equal(files.Length, files.Select(file => file.Descriptor).Distinct().Count());
        Assert.Equal(files.Length, samples[0].FileCount);
    }

    private static Dictionary<int, OpenFile> Files(DescriptorZoo zoo, FileSelection? selection = null)
    {
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = Watch(session, zoo.Id);
        watch.Sample();
        return watch.Files(selection ?? FileSelection.Everything).ToDictionary(file => file.Descriptor);
    }

    private static ProcessWatch Watch(VmonSession session, int pid) =>
        session.Watch(new ProcessSelection { Targets = [session.Find(pid)!.Value] }, ProcessDataSets.Files);

    private static string Mode(DescriptorAccess access) =>
        (access.HasFlag(DescriptorAccess.Read) ? "r" : "-") + (access.HasFlag(DescriptorAccess.Write) ? "w-" : "--");

    private static string TypeName(FileType type) => type switch
    {
        FileType.Regular => "REG",
        FileType.Directory => "DIR",
        FileType.CharDevice => "CHR",
        FileType.Fifo => "FIFO",
        _ => type.ToString(),
    };
}
