using System.Text;

namespace Vmon.Tests.Engine.Model;

public class NameTests : WatchTests
{
    [Theory]
    [InlineData("a) b (c")]
    [InlineData("two\nlines")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("grüße")]
    public void ProcessName_preserves_any_characters(string name)
    {
        Proc.Add(1, name: name);
        ProcessWatch watch = Everything();
        Sample(watch);
        Assert.Equal(name, One(watch, 1).ProcessName);
    }

    [Fact]
    public void ProcessName_preserves_bytes_that_are_not_UTF8()
    {
        Proc.Add(1).Name = [0xff, 0x29, 0x20, 0xc3];
        Proc[1].Write();
        ProcessWatch watch = Everything();
        Sample(watch);
        Assert.Equal([0xff, 0x29, 0x20, 0xc3], ProcText.Encode(One(watch, 1).ProcessName));
    }

    [Theory]
    [InlineData("a-name-of-sixtee", "/usr/bin/a-name-of-sixteen\0-x\0", "a-name-of-sixteen")]
    [InlineData("a-script-of-sev", "/bin/sh\0/opt/a-script-of-seventeen\0", "a-script-of-seventeen")]
    [InlineData("fifteen-letters", "fifteen-letters\0", "fifteen-letters")]
    [InlineData("fifteen-letters", "another\0", "fifteen-letters")]
    [InlineData("fifteen-letters", "", "fifteen-letters")]
    [InlineData("short", "/bin/shorter\0", "short")]
    public void ProcessName_truncated_by_the_kernel_is_completed_from_the_command_line(string name, string commandLine, string whole)
    {
        Proc.Add(1, name: name[..Math.Min(15, name.Length)]).CommandLine = Encoding.ASCII.GetBytes(commandLine);
        Proc[1].Write();
        ProcessWatch watch = Named(candidate => candidate == whole);
        Assert.Equal("+1", Sample(watch));
        Assert.Equal(whole, One(watch, 1).ProcessName);
    }

    // 5 is read again, because its child 6 exited.
    [Theory]
    [InlineData("p", false)]
    [InlineData("r", true)]
    public void Process_renamed_twice_in_a_sample_has_changed_its_name_if_the_last_one_is_another(string last, bool isChange)
    {
        using MemoryTable memory = new();
        memory.Source.Put(1, 0);
        memory.Source.Put(5, 1, name: "p");
        memory.Source.Put(6, 5);
        _ = memory.Sample(ProcessSelection.Everything);
        memory.Source.Put(5, 1, childUser: 3, name: "q");
        memory.Source.AfterRead = id =>
        {
            if (id != 6) return;
            memory.Source.Remove(6);
            memory.Source.Put(5, 1, childUser: 3, name: last);
        };
        _ = memory.Sample();
        Assert.Equal((last, isChange), (memory.Sample(5).ProcessName, memory.Sample(5).Changed.HasFlag(ProcessChanges.Name)));
    }

    [Fact]
    public void Process_renamed_to_match_is_added_with_its_known_CpuPercent()
    {
        Proc.Add(1);
        Proc.Add(7, 1, name: "sh");
        ProcessWatch watch = Named(name => name == "wanted");
        Assert.Equal("", Sample(watch));
        Proc[7].UserTime = 50;
        Proc[7].Named("wanted");
        Assert.Equal("+7", Sample(watch));
        Assert.Equal((50d, null), (One(watch, 7).CpuPercent, One(watch, 7).IoRead));
        Assert.Equal("7", Sample(watch));
        Assert.Equal(0, One(watch, 7).IoRead);
        Assert.False(watch.HasExited);
    }

    [Fact]
    public void Process_renamed_to_no_longer_match_stays_in_the_watch()
    {
        Proc.Add(1);
        Proc.Add(7, 1, name: "wanted");
        ProcessWatch watch = Named(name => name == "wanted");
        Assert.Equal("+7", Sample(watch));
        Proc[7].Named("other");
        Assert.Equal("7", Sample(watch));
        Assert.Equal(("other", ProcessChanges.Name), (One(watch, 7).ProcessName, One(watch, 7).Changed & ProcessChanges.Name));
        Proc.Remove(7);
        Assert.Equal("-7", Sample(watch));
        Assert.False(watch.HasExited);
    }

    [Fact]
    public void Children_of_a_process_renamed_to_match_are_added_with_it()
    {
        Proc.Add(1);
        Proc.Add(7, 1);
        Proc.Add(8, 7, name: "child");
        ProcessWatch watch = Named(name => name == "wanted", followChildren: true);
        Assert.Equal("", Sample(watch));
        Proc[7].Named("wanted");
        Assert.Equal("+7 >+8", Sample(watch));
        Assert.Equal([7, 8], watch.Processes(changedOnly: true).Select(process => process.Id));
        Assert.Equal("7 >8", Sample(watch));
    }

    [Fact]
    public void Depth_skips_processes_that_do_not_match_the_name()
    {
        Proc.Add(1);
        Proc.Add(5, 1, name: "wanted");
        Proc.Add(6, 5, name: "between");
        Proc.Add(7, 6, name: "wanted");
        ProcessWatch watch = Named(name => name == "wanted");
        Assert.Equal("+5 >+7", Sample(watch));
    }

    [Fact]
    public void Process_with_a_truncated_name_stays_when_the_monitor_of_its_parent_ends()
    {
        Proc.Add(1);
        Proc.Add(5, 1);
        ProcessWatch watch = Named(name => name == "a-name-of-sixteen");
        Assert.Equal("", Sample(watch));
        ProcessMonitor monitor = watch.Monitor(Session.Find(5)!.Value, new MonitorOptions { FollowChildren = true, DataSets = ProcessDataSets.None });
        Proc.Add(7, 5, name: "a-name-of-sixte").CommandLine = Encoding.ASCII.GetBytes("/usr/bin/a-name-of-sixteen\0");
        Proc[7].Write();
        Assert.Equal("+5 >+7", Sample(watch));
        monitor.Dispose();
        Assert.Equal("7", Sample(watch));
    }

    [Fact]
    public void Process_that_reuses_a_requested_PID_is_read_for_its_name()
    {
        Proc.Add(1);
        ProcessWatch watch = Named(name => name == "wanted");
        Assert.Equal("", Sample(watch));
        using ProcessMonitor former = watch.Monitor(new ProcessIdentity(7, 50), new MonitorOptions { DataSets = ProcessDataSets.None });
        Proc.Add(7, 1, start: 60, name: "wanted");
        Assert.Equal("+7", Sample(watch));
        Assert.Equal((1200L * Environment.SystemPageSize, 0L), (One(watch, 7).WorkingSet, One(watch, 7).IoReadTotal));
        Assert.True(former.HasExited);
    }
}
