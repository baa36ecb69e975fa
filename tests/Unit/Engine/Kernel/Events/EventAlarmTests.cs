using System.Diagnostics;
using Vmon.Kernel;
using Vmon.Kernel.Events;
using Vmon.Native;
using Vmon.ProcFs;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Kernel.Events;

public class EventAlarmTests
{
    private const string ReaderName = "ring reader";

    // poll of x64 and ppoll of arm64, as libc calls them.
    private static readonly string[] PollCalls = ["7", "73"];

    [Fact]
    public async Task The_end_ends_a_wait_and_all_later_ones()
    {
        EventAlarm alarm = new();
        Task waiting = Task.Run(
            () =>
            {
                while (alarm.Wait(ring: null)) continue;
            },
            TestContext.Current.CancellationToken);
        alarm.End();
        alarm.End();
        await waiting;
        Assert.False(alarm.Wait(ring: null));
    }

    [Fact]
    public void The_kernel_wakes_the_reader_when_the_ring_is_half_full_and_not_before()
    {
        Assert.SkipUnless(BpfPermission.IsGranted(new ReadBuffer()), "BPF is not permitted.");
        Assert.True(KernelTypes.TryRead(out Btf? types));
        using EventMaps maps = EventMaps.TryCreate(64 * 1024)!;
        using LoadedProgram exit = ExitProgram.Assemble(types, maps)!.TryLoad(types)!;
        long used = 0;
        Thread reader = new(() => used = UsedAfterWait(maps)) { IsBackground = true, Name = ReaderName };
        reader.Start();
        WaitUntil.True(IsPolling);
        Assert.True(exit.TryAttach());
        while (reader.IsAlive && maps.LostCount == 0) using (Process process = Process.Start("/bin/true")) process.WaitForExit();
        WaitUntil.True(() => !reader.IsAlive);
        Assert.InRange(used, (maps.Size / 2) + 1, maps.Size);
    }

    // The ring is empty when it begins, and the wait has no other end.
    private static unsafe long UsedAfterWait(EventMaps maps)
    {
        PollDescriptor polled = new() { Descriptor = maps.Ring, Events = Libc.PollIn };
        _ = Libc.Poll(&polled, 1, -1);
        return maps.Reader.Used;
    }

    private static bool IsPolling() =>
        Directory.EnumerateDirectories("/proc/self/task").Any(static thread => File.ReadAllText(thread + "/comm").Trim() == ReaderName && PollCalls.Contains(File.ReadAllText(thread + "/syscall").Split(' ')[0]));
}
