using Vmon.ProcFs;
using Vmon.Sources.Processes;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Sources.Processes;

public sealed class ThreadFilesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly DescriptorBudget _budget = new(100);
    private readonly ThreadFiles _files = new();

    [Theory]
    [InlineData("1 2 3 4", "1 2 3 4", "1 2 3 4")]
    [InlineData("1 2 3 4", "2 4 5", "2 4")]
    [InlineData("1 2 3 4", "5 6", "")]
    [InlineData("1 2 3 4", "4", "4")]
    [InlineData("1", "1 2 3", "1")]
    [InlineData("1 2 3 4", "", "")]
    [InlineData("9 2 7", "9 7 1", "9 7")]
    public void Match_keeps_files_of_remaining_threads_and_closes_the_others(string before, string after, string kept)
    {
        Match(before);
        Open();
        Match(after);
        Assert.Equal(kept, Tids(file => file.File.IsOpen));
        Assert.Equal(after, Tids(_ => true));
        Assert.Equal(kept.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length, _budget.InUse);
        _files.Close(_budget);
        Assert.Equal(0, _budget.InUse);
    }

    [Fact]
    public void Match_accepts_any_order_without_leaking_files()
    {
        Random random = new(1);
        int[] all = [.. Enumerable.Range(1, 20)];
        for (int round = 0; round < 200; round++)
        {
            random.Shuffle(all);
            Match(string.Join(' ', all[..random.Next(all.Length)]));
            Open();
            Assert.Equal(_files.All.Length, _budget.InUse);
        }
    }

    [Fact]
    public async Task Match_of_half_a_million_threads_is_not_quadratic()
    {
        const int Threads = 500_000;
        await Task.Run(
            () =>
            {
                _files.Match([.. Enumerable.Range(1, Threads)], _budget);
                _files.Match([.. Enumerable.Range(1 + Threads, Threads)], _budget);
                _files.Match([.. Enumerable.Range(1 + Threads, Threads).Where(tid => tid % 2 == 0)], _budget);
            },
            TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal(Threads / 2, _files.All.Length);
    }

    public void Dispose() => _directory.Dispose();

    private void Match(string tids) =>
        _files.Match([.. tids.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)], _budget);

    private void Open()
    {
        File.WriteAllText(_directory.Combine("file"), "");
        using ProcRoot root = ProcRoot.Open(_directory.Path);
        ReadBuffer buffer = new();
        foreach (ThreadFile file in _files.All) Assert.Equal(ReadStatus.Ok, file.File.Read(root, "file\0"u8, _budget, buffer, out _));
    }

    private string Tids(Func<ThreadFile, bool> isMeant) => string.Join(' ', _files.All.ToArray().Where(isMeant).Select(file => file.Tid));
}
