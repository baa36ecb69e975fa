using Vmon.ProcFs;

namespace Vmon.Tests.Engine.ProcFs;

public class DescriptorBudgetTests
{
    [Fact]
    public void TryTake_succeeds_up_to_the_limit_and_again_after_Return()
    {
        DescriptorBudget budget = new(2);
        Assert.True(budget.TryTake());
        Assert.True(budget.TryTake());
        Assert.False(budget.TryTake());
        Assert.Equal(2, budget.InUse);
        budget.Return();
        Assert.True(budget.TryTake());
        Assert.Equal(2, budget.InUse);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void TryTake_fails_when_the_limit_is_zero_or_negative(int limit)
    {
        DescriptorBudget budget = new(limit);
        Assert.False(budget.TryTake());
        Assert.Equal(0, budget.InUse);
    }

    [Theory]
    [InlineData(20000, 150, 10000)]
    [InlineData(256, 40, 128)]
    [InlineData(256, 122, 70)]
    [InlineData(64, 60, 0)]
    public void OfLimit_is_half_the_limit_and_leaves_room_for_open_descriptors(long limit, int open, int budget) =>
        Assert.Equal(budget, DescriptorBudget.OfLimit(limit, open));

    [Theory]
    [InlineData(16, 13, false)]
    [InlineData(16, 14, true)]
    [InlineData(3, 2, false)]
    [InlineData(3, 3, true)]
    public void IsShort_is_true_when_seven_eighths_are_in_use(int limit, int inUse, bool isShort)
    {
        DescriptorBudget budget = new(limit);
        for (int i = 0; i < inUse; i++) Assert.True(budget.TryTake());
        Assert.Equal(isShort, budget.IsShort);
    }

    [Fact]
    public void Limit_is_half_the_usage_after_Halve_and_recovers_over_time()
    {
        DescriptorBudget budget = new(100);
        for (int i = 0; i < 80; i++) Assert.True(budget.TryTake());
        budget.Halve();
        Assert.Equal(40, budget.Limit);
        Assert.Equal([40, 80, 100, 100], Enumerable.Range(0, 4).Select(_ => LimitAfter(budget, 63)).ToArray());
    }

    [Fact]
    public void Halve_doubles_the_samples_required_before_the_limit_grows()
    {
        DescriptorBudget budget = new(1000);
        int[] waits = new int[5];
        for (int i = 0; i < waits.Length; i++)
        {
            budget.Halve();
            for (int limit = budget.Limit; budget.Limit == limit; waits[i]++) budget.NoteSufficient();
        }

        Assert.Equal([64, 128, 256, 512, 1024], waits);
    }

    // The wait includes the sample of the previous call.
    private static int LimitAfter(DescriptorBudget budget, int samples)
    {
        for (int i = 0; i < samples; i++) budget.NoteSufficient();
        int limit = budget.Limit;
        budget.NoteSufficient();
        return limit;
    }

    [Fact]
    public void InUse_never_exceeds_the_limit_under_concurrency()
    {
        const int Limit = 3;
        DescriptorBudget budget = new(Limit);
        int held = 0;
        int most = 0;
        int mostShown = 0;
        void TakeAndReturn()
        {
            for (int i = 0; i < 100_000; i++)
            {
                Max(ref mostShown, budget.InUse);
                if (!budget.TryTake()) continue;
                Max(ref most, Interlocked.Increment(ref held));
                if (i % 64 == 0) Thread.Yield();
                Interlocked.Decrement(ref held);
                budget.Return();
            }
        }

        Thread[] threads = [.. Enumerable.Range(0, 8).Select(_ => new Thread(TakeAndReturn))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        Assert.InRange(most, 1, Limit);
        Assert.InRange(mostShown, 0, Limit);
        Assert.Equal(0, budget.InUse);
    }

    [Fact]
    public void InUse_never_counts_a_failed_TryTake()
    {
        DescriptorBudget budget = new(1);
        Assert.True(budget.TryTake());
        bool isOver = false;
        bool wasGiven = false;
        Thread taker = new(() =>
        {
            for (int i = 0; i < 3_000_000; i++) wasGiven |= budget.TryTake();
            Volatile.Write(ref isOver, true);
        });
        taker.Start();
        int most = 0;
        while (!Volatile.Read(ref isOver)) most = Math.Max(most, budget.InUse);
        taker.Join();
        Assert.False(wasGiven);
        Assert.Equal(1, most);
    }

    private static void Max(ref int most, int value)
    {
        int known;
        while (value > (known = Volatile.Read(ref most)) && Interlocked.CompareExchange(ref most, value, known) != known) { }
    }
}
