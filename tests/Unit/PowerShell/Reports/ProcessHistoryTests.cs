using Vmon.PowerShell.Reports;

namespace Vmon.Tests.PowerShell.Reports;

public class ProcessHistoryTests
{
    private readonly ProcessHistory _history = new(keepsArguments: true);
    private int _samples;

    [Fact]
    public void Totals_are_the_sums_of_processes_programs_and_services()
    {
        Random random = new(1);
        for (int i = 0; i < 3000; i++)
            Add([.. Enumerable.Range(1, 20).Select(id => new MadeReading(id, $"program {id % 5}", random.Next(100), random.Next(1000), random.Next(50)) { In = $"service {id % 3}" })]);

        foreach (Resource resource in new[] { Resource.Cpu, Resource.Memory, Resource.Io })
        {
            double total = _history.Total.Used(resource);
            Assert.True(total > 0);
            Assert.Equal(total, _history.Lives.Entities.Sum(entity => entity.Used(resource)), 1e-3);
            Assert.Equal(total, _history.Programs.Entities.Sum(entity => entity.Used(resource)), 1e-3);
            Assert.Equal(total, _history.Services.Entities.Sum(entity => entity.Used(resource)), 1e-3);
            for (int bucket = 0; bucket < _history.Timeline.Buckets.Count; bucket++)
                Assert.Equal(_history.Total.Series(resource)!.Sum(bucket), _history.Lives.Entities.Sum(entity => entity.Series(resource)!.Sum(bucket)), 1e-3);
        }
    }

    [Fact]
    public void The_peak_of_a_program_is_that_of_the_sum_of_its_processes_in_one_sample()
    {
        Add([]);
        Add([new MadeReading(1, "gcc", 80), new MadeReading(2, "gcc", 70)]);
        Add([new MadeReading(1, "gcc", 90), new MadeReading(2, "gcc", 10)]);
        Assert.Equal(150, _history.Programs.Find("gcc")!.Most(Resource.Cpu));
        Assert.Equal(90, _history.Lives.Find(new ProcessIdentity(1, 1))!.Most(Resource.Cpu));
    }

    [Fact]
    public void The_peak_of_a_single_sample_survives_an_hour()
    {
        for (int i = 0; i < 3600; i++) Add([new MadeReading(1, cpu: i == 1234 ? 399.5 : 1)]);
        UsageSeries series = _history.Lives.Entities.Single().Series(Resource.Cpu)!;
        Assert.True(_history.Timeline.SamplesPerBucket > 1);
        Assert.Equal(399.5, Enumerable.Range(0, _history.Timeline.Buckets.Count).Max(series.Max));
    }

    [Fact]
    public void Short_lived_processes_stay_bounded_and_part_of_the_total()
    {
        for (int i = 0; i < 300; i++) Add([new MadeReading(1, "make", 5), .. Enumerable.Range(1000 + (i * 100), 100).Select(static id => new MadeReading(id, "cc", 1) { Exited = true, Code = 0 })]);
        Assert.InRange(_history.Lives.Entities.Count, 1, UsageTable<ProcessIdentity, ProcessLife>.MostEntities);
        Assert.Equal(30_001 - _history.Lives.Entities.Count, _history.Lives.LeftOut);
        Assert.Equal((299 * 5) + (299 * 100), _history.Total.Used(Resource.Cpu));
        Assert.Equal(299 * 100, _history.Programs.Find("cc")!.Used(Resource.Cpu));
        Assert.NotNull(_history.Lives.Find(new ProcessIdentity(1, 1)));
    }

    [Fact]
    public void Births_deaths_and_failures_are_counted_once()
    {
        Add([new MadeReading(1)]);
        Add([new MadeReading(1), new MadeReading(2) { Parent = 1, Started = MadeReading.Start.AddSeconds(0.5) }]);
        Add([new MadeReading(1), new MadeReading(2) { Parent = 1, Started = MadeReading.Start.AddSeconds(0.5), Exited = true, Code = 7 }]);
        Assert.Equal((1, 1, 1), (_history.Started, _history.Exited, _history.Failed));
        ProcessLife child = _history.Lives.Find(new ProcessIdentity(2, 2))!;
        Assert.Equal((1, 7, true), (child.Parent!.Id, child.ExitCode, child.HasExited));
    }

    [Fact]
    public void A_parent_is_found_that_exited_in_the_same_sample_and_comes_later()
    {
        Add([new MadeReading(1)]);
        Add([new MadeReading(3) { Parent = 2, Exited = true }, new MadeReading(2) { Parent = 1, Exited = true }, new MadeReading(1)]);
        Add([new MadeReading(4) { Parent = 2 }]);
        Assert.Equal((2, 1), (_history.Lives.Find(new ProcessIdentity(3, 3))!.Parent!.Id, _history.Lives.Find(new ProcessIdentity(2, 2))!.Parent!.Id));
        Assert.Null(_history.Lives.Find(new ProcessIdentity(4, 4))!.Parent);
    }

    [Fact]
    public void Unknown_IO_is_not_zero()
    {
        Add([]);
        Add([new MadeReading(1, io: null), new MadeReading(2, io: 5)]);
        Assert.Null(_history.Lives.Find(new ProcessIdentity(1, 1))!.Series(Resource.Io));
        Assert.Equal(double.NaN, _history.Lives.Find(new ProcessIdentity(1, 1))!.Used(Resource.Io));
        Assert.Equal((5, 1), (_history.Total.Used(Resource.Io), _history.WithoutIo));
    }

    [Fact]
    public void Arguments_are_left_out_on_request()
    {
        ProcessHistory history = new(keepsArguments: false);
        history.Add([new MadeReading(1) { Command = "/usr/bin/psql --password=secret" }], MadeReading.Start, null);
        Assert.Equal("/usr/bin/psql", history.Lives.Entities.Single().Command);
    }

    private void Add(ProcessReading[] readings)
    {
        _history.Add(readings, MadeReading.Start.AddSeconds(_samples), _samples == 0 ? null : TimeSpan.FromSeconds(1));
        _samples++;
    }
}
