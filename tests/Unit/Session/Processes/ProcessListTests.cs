using Vmon.Tests.Workloads;

namespace Vmon.Tests.Session;

public class ProcessListTests
{
    [Fact]
    public void Is_what_a_sample_has_in_the_order_of_pids()
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
    public void Who_has_ended_before_it_was_read_is_left_out()
    {
        using FakeProc proc = new();
        proc.Add(1);
        Directory.CreateDirectory(Path.Combine(proc.Path, "7"));
        Assert.Equal([1], ProcessList.Read(proc.Path).Select(process => process.Id));
    }

    [Fact]
    public void Keeps_no_descriptor()
    {
        Assert.NotEmpty(ProcessList.Read("/proc"));
        string[] open = OpenDescriptors.IntoProc();
        Assert.DoesNotContain($"/proc/1/comm", open);
        Assert.DoesNotContain($"/proc/{Environment.ProcessId}/cmdline", open);
    }

    [Fact]
    public void A_root_that_is_not_there_is_an_error() => Assert.Throws<InvalidProcRootException>(() => ProcessList.Read("/no/such/place"));
}
