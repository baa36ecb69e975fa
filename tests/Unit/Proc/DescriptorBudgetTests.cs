using Vmon.Proc;

namespace Vmon.Tests.Proc;

public class DescriptorBudgetTests
{
    [Fact]
    public void Gives_as_many_as_it_has_and_again_what_came_back()
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
    public void Nothing_gives_nothing(int limit)
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
    public void Without_a_number_it_is_half_of_the_limit_and_leaves_room_for_what_is_open(long limit, int open, int budget) =>
        Assert.Equal(budget, DescriptorBudget.OfLimit(limit, open));

    [Theory]
    [InlineData(16, 13, false)]
    [InlineData(16, 14, true)]
    [InlineData(3, 2, false)]
    [InlineData(3, 3, true)]
    public void Is_short_when_seven_eighths_are_in_use(int limit, int inUse, bool isShort)
    {
        DescriptorBudget budget = new(limit);
        for (int i = 0; i < inUse; i++) Assert.True(budget.TryTake());
        Assert.Equal(isShort, budget.IsShort);
    }

    [Fact]
    public void After_a_shortage_half_may_stay_open_and_after_many_samples_without_one_as_many_as_ever()
    {
        DescriptorBudget budget = new(100);
        for (int i = 0; i < 80; i++) Assert.True(budget.TryTake());
        budget.Halve();
        Assert.Equal(40, budget.Limit);
        Assert.Equal([40, 80, 100, 100], Enumerable.Range(0, 4).Select(_ => LimitAfter(budget, 63)).ToArray());
    }

    [Fact]
    public void A_shortage_that_comes_back_costs_ever_fewer_samples()
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

    // The first sample of the wait is that of the call before.
    private static int LimitAfter(DescriptorBudget budget, int samples)
    {
        for (int i = 0; i < samples; i++) budget.NoteSufficient();
        int limit = budget.Limit;
        budget.NoteSufficient();
        return limit;
    }

    [Fact]
    public void Is_never_overdrawn_by_many_at_once()
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
    public void What_could_not_be_had_never_shows_as_in_use()
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
