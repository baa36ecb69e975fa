using Vmon.ProcFs;
using Vmon.Sources;

namespace Vmon.Tests.Engine.Sources;

public class ReadingTests
{
    private Reading<long> _reading;

    [Fact]
    public void Records_are_compared_with_those_of_the_previous_sample()
    {
        _reading.Advance(1);
        Assert.Equal((1, 0, false, false), Values());
        _reading.Advance(2);
        Assert.Equal((2, 1, true, true), Values());
        _reading.Advance(2);
        Assert.Equal((2, 2, true, false), Values());
        _reading.Fail(ReadStatus.Denied);
        Assert.Equal((2, 2, false, false), Values());
        _reading.Advance(3);
        Assert.Equal((3, 2, false, false), Values());
        _reading.Rest();
        Assert.Equal((3, 3, true, false), Values());
        _reading.Correct(4);
        Assert.Equal((4, 3, true, true), Values());
        _reading.BeginAtBirth();
        Assert.Equal((4, 0, true, true), Values());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Record_of_an_exit_follows_the_last_one_before_the_process_was_reaped(bool isReaped)
    {
        _reading.Advance(1);
        _reading.Fail(isReaped ? ReadStatus.Gone : ReadStatus.Denied);
        Assert.Equal((1, 0, false, false), Values());
        _reading.Conclude(3, isRead: true);
        Assert.Equal((3, 1, isReaped, isReaped), Values());
        Assert.True(_reading.IsKnown);
    }

    [Fact]
    public void Record_of_an_exit_begins_at_zero_if_the_process_was_reaped_before_its_first_read()
    {
        _reading.Fail(ReadStatus.Gone);
        _reading.BeginAtBirth();
        _reading.Conclude(3, isRead: false);
        Assert.Equal((3, 0, true, true), Values());
    }

    [Fact]
    public void Record_of_an_exit_does_not_follow_one_before_several_failures()
    {
        _reading.Advance(1);
        _reading.Fail(ReadStatus.Denied);
        _reading.Fail(ReadStatus.Gone);
        _reading.Conclude(3, isRead: false);
        Assert.False(_reading.IsPaired);
    }

    [Fact]
    public void Shared_records_are_never_written_again()
    {
        List<(RecordPair<long> Pair, long Current, long Previous)> samples = [];
        Random random = new(7);
        for (int sample = 0; sample < 10_000; sample++)
        {
            switch (random.Next(6))
            {
                case 0: _reading.Rest(); break;
                case 1: _reading.Correct(sample); break;
                case 2: _reading.BeginAtBirth(); break;
                case 3: _reading.Advance(_reading.Current); break;
                default: _reading.Advance(sample); break;
            }

            if (random.Next(3) == 0) samples.Add((_reading.Share(), _reading.Current, _reading.Previous));
        }

        Assert.All(samples, sample => Assert.Equal((sample.Current, sample.Previous), (sample.Pair.Current, sample.Pair.Previous)));
    }

    [Fact]
    public void Readings_that_rest_and_run_again_allocate_nothing()
    {
        Reading<long>[] readings = new Reading<long>[8];
        for (int i = 0; i < readings.Length; i++) readings[i].Advance(-1);
        RunInTurn(1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        RunInTurn(100);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void RunInTurn(int from)
        {
            for (int sample = from; sample < from + 50; sample++)
            {
                for (int i = 0; i < readings.Length; i++)
                {
                    if ((sample + i) % 4 == 0) readings[i].Advance(sample);
                    else readings[i].Rest();
                }
            }
        }
    }

    private (long Current, long Previous, bool IsPaired, bool HasChanged) Values() => (_reading.Current, _reading.Previous, _reading.IsPaired, _reading.HasChanged);
}
