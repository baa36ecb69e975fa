using System.Globalization;
using System.Text;
using Vmon.Parsing.Processes;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

/// <summary>Compares details of a process with other tools.</summary>
public sealed class ProcessSampleDetailsTests : IDisposable
{
    private readonly VmonSession _session = new(new SessionOptions());

    [Fact]
    public void Users_groups_and_signals_agree_with_ps()
    {
        // A shell starts background commands with SIGINT and SIGQUIT ignored.
        string run = Environment.IsPrivilegedProcess ? $"{Tool.Find("setpriv")} --ruid=2 --euid=1 --rgid=4 --egid=3 --groups=7,8 sleep 60" : "sleep 60";
        using ShellProcess parent = new($"trap '' USR1; {run} & echo $!; wait");
        ProcessSample sample = Read(Sleeper(parent), ProcessDataSets.Status);
        Assert.Equal(Ps(sample.Id, "user"), sample.UserName);
        Assert.Equal(
            Ps(sample.Id, "ruid", "euid", "suid", "fuid", "rgid", "egid", "sgid", "fgid"),
            Words(
                sample.UserId, sample.EffectiveUserId, sample.SavedUserId, sample.FileSystemUserId,
                sample.GroupId, sample.EffectiveGroupId, sample.SavedGroupId, sample.FileSystemGroupId));
        string groups = Ps(sample.Id, "supgid");
        Assert.Equal(groups == "-" ? "" : groups, string.Join(',', sample.SupplementaryGroups!));
        Assert.Equal(
            Ps(sample.Id, "pending", "blocked", "ignored", "caught"),
            string.Join(' ', new[] { sample.SignalsPending, sample.SignalsBlocked, sample.SignalsIgnored, sample.SignalsCaught }
                .Select(mask => ((ulong)mask!.Value).ToString("x16", CultureInfo.InvariantCulture))));
        Assert.True(sample.SignalsIgnored!.Value.HasFlag(Signals.SIGINT | Signals.SIGUSR1));
    }

    [Fact]
    public void NoNewPrivileges_and_AllowedProcessors_match_setpriv_and_taskset()
    {
        using ShellProcess parent = new($"{Tool.Find("taskset")} -c 0 {Tool.Find("setpriv")} --no-new-privs sleep 60 & echo $!; wait");
        ProcessSample sample = Read(Sleeper(parent), ProcessDataSets.Status);
        Assert.True(sample.NoNewPrivileges);
        Assert.Equal([0], sample.AllowedProcessors!);
        Assert.EndsWith(": 0", Tool.Run("taskset", "-cp", $"{sample.Id}"), StringComparison.Ordinal);
        Assert.NotNull(sample.Seccomp);
    }

    [Fact]
    public void SchedulingPolicy_and_RealTimePriority_match_chrt()
    {
        using ShellProcess parent = new("sleep 60 & echo $!; wait");
        int id = Sleeper(parent);
        Assert.SkipWhen(Tool.Run("sh", "-c", $"chrt -f -p 10 {id} && echo done") != "done", "Real-time priorities are not permitted.");
        ProcessSample sample = Read(id, ProcessDataSets.None);
        Assert.Equal((SchedulingPolicy.Fifo, 10), (sample.SchedulingPolicy, sample.RealTimePriority));
        Assert.Equal(Ps(id, "rtprio"), $"{sample.RealTimePriority}");
    }

    [Theory]
    [InlineData("-b", SchedulingPolicy.Batch)]
    [InlineData("-i", SchedulingPolicy.Idle)]
    [InlineData("-o", SchedulingPolicy.Other)]
    public void SchedulingPolicy_has_the_names_of_sched_7(string option, SchedulingPolicy expected)
    {
        using ShellProcess parent = new("sleep 60 & echo $!; wait");
        int id = Sleeper(parent);
        Assert.SkipWhen(Tool.Run("sh", "-c", $"chrt {option} -p 0 {id} && echo done") != "done", "chrt is not installed, or cannot set a policy.");
        Assert.Equal(expected, Read(id, ProcessDataSets.None).SchedulingPolicy);
    }

    [Fact]
    public void Namespaces_agree_with_lsns()
    {
        using ShellProcess parent = new("sleep 60 & echo $!; wait");
        ProcessSample sample = Read(Sleeper(parent), ProcessDataSets.Namespaces);
        ProcessNamespaces mine = sample.Namespaces!;
        Dictionary<string, long?> theirs = Tool.Run("lsns", "-p", $"{sample.Id}", "-n", "-o", "TYPE,NS").Split('\n')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToDictionary(words => words[0], words => (long?)long.Parse(words[1], CultureInfo.InvariantCulture));
        (string Name, long? Inode)[] all =
        [
            ("cgroup", mine.Cgroup), ("ipc", mine.Ipc), ("mnt", mine.Mount), ("net", mine.Network),
            ("pid", mine.Pid), ("time", mine.Time), ("user", mine.User), ("uts", mine.Uts),
        ];
        Assert.All(all, kind => Assert.Equal(theirs.GetValueOrDefault(kind.Name), kind.Inode));
    }

    [Fact]
    public void ProportionalMemory_and_UniqueMemory_agree_with_psutil()
    {
        using ShellProcess parent = new("sleep 60 & echo $!; wait");
        int id = Sleeper(parent);
        string theirs = "";
        ProcessSample sample = Read(id, ProcessDataSets.Pss);

        // The number of processes that map the same pages changes when any process starts or exits, also psutil.
        WaitUntil.True(() =>
        {
            theirs = Tool.Run("python3", "-c", $"import psutil; m = psutil.Process({id}).memory_full_info(); print(m.pss, m.uss, m.swap)");
            Assert.SkipWhen(theirs.Length == 0, "psutil is not installed.");
            sample = Read(id, ProcessDataSets.Pss);
            return theirs.EndsWith($" {sample.UniqueMemory} {sample.MappedSwapMemory}", StringComparison.Ordinal);
        });
        Assert.InRange(sample.ProportionalMemory!.Value / double.Parse(theirs.Split(' ')[0], CultureInfo.InvariantCulture), 0.5, 2);
        Assert.InRange(sample.ProportionalMemory.Value, sample.UniqueMemory!.Value, sample.MappedMemory!.Value);
    }

    [Fact]
    public void Cgroups_and_OOM_scores_equal_proc()
    {
        using ShellProcess parent = new("sleep 60 & echo $!; wait");
        int id = Sleeper(parent);
        File.WriteAllText($"/proc/{id}/oom_score_adj", "321");
        ProcessSample sample = Read(id, ProcessDataSets.Cgroup | ProcessDataSets.Oom);
        Assert.Equal(File.ReadAllLines($"/proc/{id}/cgroup"), sample.Cgroups!.Select(group => group.ToString()));
        Assert.Contains(sample.CgroupPath, sample.Cgroups!.Select(group => group.Path));
        Assert.Equal(321, sample.OomScoreAdjustment);
        Assert.Equal(File.ReadAllText($"/proc/{id}/oom_score").Trim(), $"{sample.OomScore}");
    }

    [Fact]
    public void Status_fields_equal_the_first_number_of_their_line()
    {
        using ShellProcess parent = new("sleep 60 & echo $!; wait");
        int id = Sleeper(parent);
        byte[] content = File.ReadAllBytes($"/proc/{id}/status");
        string[] lines = Encoding.UTF8.GetString(content).Split('\n');
        Assert.True(ProcStatus.TryParse(content, out ProcStatus status));
        foreach (StatusField field in Enum.GetValues<StatusField>())
        {
            string? line = Array.Find(lines, line => line.StartsWith(field + ":", StringComparison.Ordinal));
            if (line is null) continue;
            string word = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Split([' ', '\t', '/'], StringSplitOptions.RemoveEmptyEntries)[0];
            int radix = field == StatusField.Umask ? 8 : word.Length == 16 || word.StartsWith("0x", StringComparison.Ordinal) ? 16 : 10;
            Assert.Equal(Convert.ToInt64(word, radix), status[field]);
        }

        ProcessSample sample = Read(id, ProcessDataSets.Status);
        Assert.Equal(1024 * status[StatusField.VmHWM], sample.PeakWorkingSet);
        Assert.Equal(id, sample.NamespaceIds![0]);
        Assert.Equal(Tool.Run("sh", "-c", "umask"), sample.Umask);
        Assert.Equal(status[StatusField.CapBnd], (long)sample.BoundingCapabilities!.Value);
    }

    public void Dispose() => _session.Dispose();

    /// <summary>The sleep that the script started, after its exec.</summary>
    private static int Sleeper(ShellProcess parent)
    {
        int id = int.Parse(parent.ReadLine(), CultureInfo.InvariantCulture);
        WaitUntil.True(() => File.ReadAllText($"/proc/{id}/stat").Contains(" (sleep) S ", StringComparison.Ordinal));
        return id;
    }

    private static string Ps(int id, params string[] columns) => string.Join(
        ' ',
        Tool.Run("ps", "-ww", "-p", $"{id}", "-o", string.Join(',', columns.Select(column => column + ":40=")))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string Words(params long?[] numbers) => string.Join(' ', numbers);

    private ProcessSample Read(int id, ProcessDataSets dataSets)
    {
        using ProcessWatch watch = _session.Watch(new ProcessSelection { Targets = [_session.Find(id)!.Value] }, dataSets);
        watch.Sample();
        return Assert.Single(watch.Processes());
    }
}
