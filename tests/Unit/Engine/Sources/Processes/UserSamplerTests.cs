using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Sources.Processes;

public class UserSamplerTests
{
    private const ProcessDataSets User = ProcessDataSets.User;

    [Fact]
    public void UserId_is_read_at_start_after_exec_and_periodically()
    {
        using FakeProc proc = new();
        FakeProcess process = proc.Add(1);
        using VmonSession session = proc.Start();
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything, User);
        Assert.Equal(10, Seen(10));
        Assert.Equal(20, Seen(20)); // a process can change its user soon after a fork
        Assert.Equal(20, Seen(30));
        process.StackStart++;
        _ = process.Write();
        Assert.Equal(40, Seen(40));
        Assert.Equal(40, Seen(50));
        int samples = 0;
        while (Seen(60) == 40) Assert.InRange(++samples, 1, 16);

        long Seen(int user)
        {
            Put(process, user);
            process.UserTime++; // the process has run
            _ = process.Write();
            proc.Time.Advance(TimeSpan.FromSeconds(1));
            watch.Sample();
            ProcessSample sample = Assert.Single(watch.Processes());
            Assert.Equal(sample.UserId + 1, sample.EffectiveUserId);
            Assert.Equal(7, sample.FileSystemGroupId);
            Assert.Null(sample.Umask);
            return sample.UserId!.Value;
        }
    }

    [Fact]
    public void Changed_includes_User_when_the_user_changes()
    {
        using FakeProc proc = new();
        FakeProcess process = proc.Add(1);
        using VmonSession session = proc.Start();
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything, User);
        Put(process, 1);
        watch.Sample();
        Put(process, 2);
        process.UserTime++;
        _ = process.Write();
        watch.Sample();
        Assert.Equal(ProcessChanges.User, Assert.Single(watch.Processes()).Changed & ProcessChanges.User);
    }

    [Fact]
    public void UserId_is_read_in_every_sample_with_Status()
    {
        using FakeProc proc = new();
        FakeProcess process = proc.Add(1);
        using VmonSession session = proc.Start();
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything, ProcessDataSets.Default | ProcessDataSets.Status);
        for (int user = 1; user < 5; user++)
        {
            Put(process, user);
            process.UserTime++;
            _ = process.Write();
            watch.Sample();
            ProcessSample sample = Assert.Single(watch.Processes());
            Assert.Equal(user, sample.UserId);
            Assert.Equal("0022", sample.Umask);
        }
    }

    private static void Put(FakeProcess process, int user) => File.WriteAllText(
        Path.Combine(process.Path, "status"), $"Name:\tp\nUmask:\t0022\nUid:\t{user}\t{user + 1}\t3\t4\nGid:\t4\t5\t6\t7\n");
}
