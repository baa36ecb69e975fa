using Vmon.Kernel.Events;
using Vmon.Accounting.Measuring;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

// Compares sums over the samples of a watch with what the workload counted. bench/Vmon.Accounting has more workloads and intervals.
public sealed class AccountingTests : IDisposable
{
    // The kernel truncates its counters of a process and of its children, in user mode and in the kernel, to clock ticks of 10 ms.
    private const double CutOff = 0.05;

    // The last line of the workload's output is also counted.
    private const long LastLine = 100;

    private readonly TemporaryDirectory _directory = new();

    [Theory]
    [InlineData("churn", 10, 0)]
    [InlineData("churn", 100, 0)]
    [InlineData("orphan", 10, 0)]
    [InlineData("orphan", 500, 0)]
    [InlineData("double-fork", 10, 0)]
    [InlineData("double-fork", 100, 200)]
    [InlineData("pool", 10, 0)]
    [InlineData("pool", 100, 200)]
    [InlineData("killed-tree", 50, 0)]
    [InlineData("left-behind", 500, 0)]
    [InlineData("zombie", 50, 0)]
    public void Sums_over_samples_equal_the_usage_that_the_workload_counted(string mode, double interval, int bystanders)
    {
        Account account = Measure(mode, interval, bystanders);
        Assert.InRange(account.Bytes, account.TrueBytes, account.TrueBytes + LastLine);
        Assert.InRange(account.Cpu, account.TrueCpu - CutOff - (account.TrueCpu / 100), account.TrueCpu + (account.TrueCpu / 100));
        Assert.Equal(0, account.Unknown);
    }

    [Fact]
    public void Usage_discarded_by_the_kernel_is_null_without_events() => Assert.NotEqual(0, Measure("ignored", 50, 0, useEvents: false).Unknown);

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    public void Usage_discarded_by_the_kernel_is_known_from_events(double interval)
    {
        using (IEventSource? source = BpfEvents.TryOpen()) Assert.SkipWhen(source is null, "Process events are not available. They require root, BTF and the initial PID namespace.");
        Account account = Measure("ignored", interval, 0);
        Assert.InRange(account.Bytes, account.TrueBytes, account.TrueBytes + LastLine);
        Assert.InRange(account.Cpu, account.TrueCpu - CutOff - (account.TrueCpu / 100), account.TrueCpu + (account.TrueCpu / 100));
        Assert.Equal(0, account.Unknown);
    }

    public void Dispose() => _directory.Dispose();

    private Account Measure(string mode, double interval, int bystanders, bool useEvents = true)
    {
        string program = _directory.Combine("accounting");
        Assert.SkipUnless(AccountingLoad.Compile(program), "No C compiler was found (Debian: gcc).");
        using AccountingLoad load = new(program, mode, 1.5, bystanders);
        return Account.Of(load, TimeSpan.FromMilliseconds(interval), useEvents);
    }
}
