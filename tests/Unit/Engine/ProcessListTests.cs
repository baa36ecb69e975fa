using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

public class ProcessListTests
{
    [Fact]
    public void Read_agrees_with_a_sample_and_is_sorted_by_PID()
    {
        using FakeProc proc = new();
        proc.Add(30, name: "grüße (x) ");
        proc.Add(4, name: "a-script-of-sev").CommandLine = "/bin/sh\0/opt/a-script-of-seventeen\0a b\0"u8.ToArray();
        proc[4].Write();
        proc.Add(200, name: "kthread").CommandLine = [];
        proc[200].Write();
        proc.Add(5).Name = [0xff, 0x29];
        proc[5].Write();

        using VmonSession session = proc.Start();
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything);
        watch.Sample();
        IEnumerable<ProcessEntry> sampled = watch.Processes().OrderBy(process => process.Id)
            .Select(process => new ProcessEntry(process.Id, process.ProcessName, process.CommandLine!));
        Assert.Equal(sampled, ProcessList.Read(proc.Path));
    }

    [Fact]
    public void Read_skips_processes_that_exited_before_they_were_read()
    {
        using FakeProc proc = new();
        proc.Add(1);
        Directory.CreateDirectory(Path.Combine(proc.Path, "7"));
        Assert.Equal([1], ProcessList.Read(proc.Path).Select(process => process.Id));
    }

    [Fact]
    public void Read_leaves_no_descriptor_open()
    {
        Assert.NotEmpty(ProcessList.Read("/proc"));
        string[] open = OpenDescriptors.IntoProc();
        Assert.DoesNotContain($"/proc/1/comm", open);
        Assert.DoesNotContain($"/proc/{Environment.ProcessId}/cmdline", open);
    }

    [Fact]
    public void Read_throws_for_a_missing_root() => Assert.Throws<InvalidProcRootException>(() => ProcessList.Read("/no/such/place"));
}
