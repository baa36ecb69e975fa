using Vmon.Tests.Engine.Parsing.Processes;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

/// <summary>Captured copies of another machine or kernel, and with impossible numbers.</summary>
public sealed class CopyTests : IDisposable
{
    private readonly FakeProc _proc = new();

    public void Dispose() => _proc.Dispose();

    [Fact]
    public void Process_with_an_invalid_counter_has_all_other_values()
    {
        FakeProcess process = _proc.Add(11, start: 50);
        process.Stat = "11 (a) S 0 11 11 0 -1 4194560 100 0 0 0 18446744073709551615 25 0 -3 20 0 1 0 50 41943040 1000 18446744073709551615 1 1 0 0 0 0 0 4096 0 0 0 0 17 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n";
        process.Statm = "10240 1000 -1 200 0 300 0\n";
        _ = process.Write();
        Put("11/io", "rchar: 1000\nwchar: -1\nsyscr: 10\nsyscw: 20\nread_bytes: 4096\nwrite_bytes: 8192\n");
        ProcessSample sample = Sample().Single();
        Assert.Equal((11, "a", ProcessState.Sleeping, 0, 50L), (sample.Id, sample.ProcessName, sample.State, sample.ParentId, sample.StartTicks));
        Assert.Equal((null, 0.25, null, null), (sample.UserProcessorTime, sample.PrivilegedProcessorTime?.TotalSeconds, sample.CPU, sample.ChildrenPrivilegedProcessorTime));
        Assert.Equal((4096000L, null, 819200L), (sample.WorkingSet, sample.SharedMemory, sample.TextMemory));
        Assert.Equal((1000L, null, 4096L, null), (sample.IoReadCharsTotal, sample.IoWriteCharsTotal, sample.IoReadTotal, sample.IoCancelledWriteTotal));
    }

    [Fact]
    public void Stat_without_a_newline_is_accepted()
    {
        _proc.Add(13).Stat = "13 (c) S 0 13 13 0 -1 4194560 100 0 0 0 50 25 0 0 20 0 1 0 50 41943040 1000 18446744073709551615 1 1 0 0 0 0 0 4096 0 0 0 0 17 0 0 0 0 0 0 0 0 0 0 0 0 0 0";
        _ = _proc[13].Write();
        ProcessSample sample = Sample().Single();
        Assert.Equal((13, "c", ProcessState.Sleeping, 0, 50L), (sample.Id, sample.ProcessName, sample.State, sample.ParentId, sample.StartTicks));
    }

    [Fact]
    public void Stat_without_threads_is_of_a_process_that_exited()
    {
        FakeProcess process = _proc.Add(7, start: 50);
        using VmonSession session = _proc.Start();
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything);
        watch.Sample();
        _proc.Pass(TimeSpan.FromSeconds(1));
        process.Stat = "7 (p) R 0 -1 -1 0 -1 4194560 100 0 0 0 0 0 0 0 20 0 0 0 50 0 0 18446744073709551615 1 1 0 0 0 0 0 4096 0 0 0 0 17 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n";
        _ = process.Write();
        watch.Sample();
        Assert.True(watch.Processes().Single().HasExited);
    }

    [Fact]
    public void Invalid_counter_in_one_sample_gives_null_difference_and_no_change()
    {
        FakeProcess process = _proc.Add(7);
        using VmonSession session = _proc.Start();
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything);
        watch.Sample();
        _proc.Pass(TimeSpan.FromSeconds(1));
        (process.MinorFaults, process.UserTime, process.ReadBytes, process.Statm) = (-5, -7, -9, "2441 -1 800 200 0 300 0\n");
        _ = process.Write();
        for (int round = 0; round < 2; round++)
        {
            watch.Sample();
            ProcessSample sample = watch.Processes().Single();
            Assert.Equal((null, 0L, null, 0L), (sample.MinorFaults, sample.MajorFaults, sample.IoRead, sample.IoWrite));
            Assert.Equal(ProcessChanges.None, sample.Changed);
            Assert.Null(sample.CpuPercent);
            _proc.Pass(TimeSpan.FromSeconds(1));
            (process.MinorFaults, process.UserTime, process.ReadBytes, process.Statm) = (0, 0, 0, "2441 1200 800 200 0 300 0\n");
            _ = process.Write();
        }
    }

    [Fact]
    public void IsUnreadable_is_true_only_for_a_malformed_stat()
    {
        _proc.Add(1).Stat = "1 (a) S 0 1 1\n";
        _ = _proc[1].Write();
        _ = _proc.Add(2);
        using VmonSession session = _proc.Start();
        Assert.Equal((true, false, false), (session.IsUnreadable(1), session.IsUnreadable(2), session.IsUnreadable(3)));
        Assert.Null(session.Find(1));
    }

    [Theory]
    [InlineData(99_999_999, false)]
    [InlineData(1_311_767_950_000, false)]
    [InlineData(4100, true)]
    [InlineData(50, true)]
    public void StartTime_is_never_after_the_capture(long start, bool isKnown)
    {
        _proc.Uptime = TimeSpan.FromSeconds(41);
        _ = _proc.Add(2, start: start);
        ProcessSample sample = Sample().Single();
        Assert.Equal(isKnown ? DateTimeOffset.FromUnixTimeSeconds(1700000000).AddMilliseconds(start * 10) : null, sample.StartTime);
        using VmonSession session = _proc.Start();
        Assert.Equal(sample.StartTime, session.StartTimeOf(sample.Identity));
    }

    [Theory]
    [InlineData("0\n", 0, null)]
    [InlineData("0\n", 5, 50)]
    [InlineData("1\n", 0, 0)]
    [InlineData(null, 0, null)]
    [InlineData(null, 5, 50)]
    [InlineData("noise\n", 0, null)]
    public void BlockIODelay_of_zero_is_null_when_delay_accounting_is_off(string? accounting, int ticks, int? milliseconds)
    {
        if (accounting is not null) Put("sys/kernel/task_delayacct", accounting);
        AddDelayed(9, ticks);
        Assert.Equal(milliseconds, Sample().Single().BlockIODelay?.TotalMilliseconds);
    }

    [Fact]
    public void BlockIODelay_of_zero_is_known_if_another_process_has_delay()
    {
        AddDelayed(8, 0);
        AddDelayed(9, 5);
        Assert.Equal([0, 50], Sample().Select(process => process.BlockIODelay?.TotalMilliseconds));
    }

    [Fact]
    public void WorkingSet_and_CPU_use_page_size_and_ticks_of_the_captured_machine()
    {
        File.WriteAllBytes(Path.Combine(_proc.Path, "version"), [.. "Linux version 6.8.0-1.aarch64 (b@x) #1\n"u8]);
        FakeProcess process = _proc.Add(1);
        process.UserTime = 512;
        _ = process.Write();
        File.WriteAllBytes(Path.Combine(_proc.Path, "1", "auxv"), AuxiliaryVectorTests.Write(8, isBigEndian: false, 6, 65536, 17, 1024, 0, 0));
        ProcessSample sample = Sample().Single();
        Assert.Equal((1200 * 65536L, 0.5), (sample.WorkingSet, sample.CPU));
    }

    [Fact]
    public void WorkingSet_is_null_when_the_page_size_of_the_copy_is_unknown()
    {
        Put("version", "Linux version 6.8.0-1.aarch64 (b@x) #1\n");
        _proc.Add(1).Statm = "1 1200 800 200 0 300 0\n";
        _ = _proc[1].Write();
        ProcessSample sample = Sample().Single();
        Assert.Equal((null, 10000000L), (sample.WorkingSet, sample.VirtualMemory));
    }

    [Fact]
    public void IsKernelThread_is_null_when_the_kernel_may_predate_the_flag()
    {
        _proc.Add(20).Stat = "20 (pdflush) S 2 0 0 0 -1 32832 0 0 0 0 0 54 0 0 15 0 1 0 28 0 0 4294967295 0 0 0 0 0 0 0 0 0 1 0 0 17 0 0 0 0\n";
        _proc.Add(21).Stat = "21 (sh) S 1 0 0 0 -1 32832 0 0 0 0 0 54 0 0 15 0 1 0 28 4096 1 4294967295 0 0 0 0 0 0 0 0 0 1 0 0 17 0 0 0 0\n";
        foreach (int id in new[] { 20, 21 }) _ = _proc[id].Write();
        Assert.Equal([null, false], Sample().OrderBy(process => process.Id).Select(process => process.IsKernelThread));
    }

    [Fact]
    public void Terminal_uses_the_drivers_of_the_captured_machine()
    {
        Put("tty/drivers", "sclp_line            /dev/sclp_line  4      64 system\n");
        _proc.Add(14).Stat = "14 (sh) S 0 14 14 1088 -1 4194560 0 0 0 0 0 0 0 0 20 0 1 0 50 4096 1 18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n";
        _ = _proc[14].Write();
        Assert.Equal("sclp_line0", Sample().Single().Terminal);
    }

    private void AddDelayed(int id, int ticks)
    {
        _proc.Add(id).Stat = $"{id} (server) S 0 {id} {id} 0 -1 4194560 100 0 0 0 50 25 0 0 20 0 1 0 50 41943040 1000 18446744073709551615 1 1 0 0 0 0 0 4096 0 0 0 0 17 0 0 0 {ticks} 0 0 0 0 0 0 0 0 0 0\n";
        _ = _proc[id].Write();
    }

    private void Put(string file, string text)
    {
        string path = Path.Combine(_proc.Path, file);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private List<ProcessSample> Sample()
    {
        using VmonSession session = _proc.Start();
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything);
        watch.Sample();
        return [.. watch.Processes()];
    }
}
