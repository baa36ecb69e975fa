using System.Diagnostics;
using System.Globalization;
using System.IO.MemoryMappedFiles;
using Vmon.Kernel;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

[Collection(nameof(DescriptorTests))]
public class ExactCpuTests
{
    // The scheduler's clock is related to the monotonic one once per pass.
    private const long ClockError = 1_000_000;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TotalProcessorTime_of_a_process_that_waits_is_its_own_CPU_clock(bool useTaskStream)
    {
        const string Burn = """
            import sys, time, threading
            def burn(end):
                while time.process_time_ns() < end: pass
            while True:
                now = time.process_time_ns()
                other = threading.Thread(target=burn, args=(now + 7000000,))
                other.start()
                burn(now + 7000000)
                other.join()
                print(time.process_time_ns(), flush=True)
                sys.stdin.readline()
                print(time.process_time_ns(), flush=True)
            """;
        using VmonSession session = new(new SessionOptions { UseTaskStream = useTaskStream });
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything, ProcessDataSets.None);
        using PythonProcess process = new(Burn);
        for (int round = 0; round < 30; round++)
        {
            TimeSpan before = ReadClock(process);
            WaitUntil.True(() => File.ReadAllText($"/proc/{process.Id}/stat").Contains(") S ", StringComparison.Ordinal) && Directory.GetDirectories($"/proc/{process.Id}/task").Length == 1);
            watch.Sample();
            TimeSpan shown = watch.Processes().Single(sample => sample.Id == process.Id).TotalProcessorTime!.Value;
            process.WriteLine("again");
            Assert.InRange(shown, before, ReadClock(process));
        }
    }

    // Between two numbers of its clock, the script has no more of it than time passes. It could have less than it seems to have while it is on a CPU that the host of a
    // virtual machine has stopped.
    [Fact]
    public void TotalProcessorTime_of_a_process_on_a_CPU_is_its_own_CPU_clock_with_the_task_stream()
    {
        using (TaskIterator? iterator = TaskIterator.TryOpen()) Assert.SkipWhen(iterator is null, "The task stream is not available. It requires root, BTF and the initial PID namespace.");
        string path = Path.Combine("/dev/shm", $"vmon-{Guid.NewGuid():N}");
        try
        {
            File.WriteAllBytes(path, new byte[3 * sizeof(long)]);
            using MemoryMappedFile file = MemoryMappedFile.CreateFromFile(path, FileMode.Open);
            using MemoryMappedViewAccessor clock = file.CreateViewAccessor();
            using PythonProcess process = new($"""
                import mmap, struct, time
                file = open("{path}", "r+b")
                clock = mmap.mmap(file.fileno(), 24)
                print("ready", flush=True)
                while True:
                    struct.pack_into("qqq", clock, 0, time.monotonic_ns(), time.process_time_ns(), time.monotonic_ns())
                    for _ in range(100000): pass
                """);
            _ = process.ReadLine();
            using VmonSession session = new(new SessionOptions());
            using ProcessWatch watch = session.Watch(ProcessSelection.Everything, ProcessDataSets.None);
            for (int sample = 0; sample < 5; sample++) watch.Sample();
            for (int sample = 0; sample < 50; sample++)
            {
                Reading before = Read(clock);
                long start = Stopwatch.GetTimestamp();
                watch.Sample();
                long end = Stopwatch.GetTimestamp();
                Reading after;
                do after = Read(clock);
                while (after.Start < end);
                long shown = watch.Processes().Single(sample => sample.Id == process.Id).TotalProcessorTime!.Value.Ticks * TimeSpan.NanosecondsPerTick;
                Assert.InRange(shown, after.Time - (after.End - start) - ClockError, before.Time + (end - before.Start) + ClockError);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    // The script clears the numbers before it writes them, one after the other.
    private static Reading Read(MemoryMappedViewAccessor clock)
    {
        while (true)
        {
            clock.Read(0, out Reading first);
            clock.Read(0, out Reading second);
            if (first == second && first is { Start: not 0, Time: not 0, End: not 0 }) return first;
        }
    }

    private static TimeSpan ReadClock(PythonProcess process) =>
        new(long.Parse(process.ReadLine(), CultureInfo.InvariantCulture) / TimeSpan.NanosecondsPerTick);

    /// <summary>A number of a process's own clock, and the monotonic times between which it read it, all in nanoseconds.</summary>
    private readonly record struct Reading(long Start, long Time, long End);
}
