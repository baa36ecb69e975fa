using System.Collections;
using System.Globalization;
using System.Reflection;
using Vmon.Kernel.Events;
using Vmon.Parsing.Processes;
using Vmon.Recording;
using Vmon.Recording.Events;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Recording;

[Collection(nameof(DescriptorTests))]
public sealed class EventReplayTests
{
    [Fact]
    public void Recorded_events_equal_the_watched_ones_in_every_property()
    {
        using TemporaryDirectory directory = new();
        using VmonSession session = new(new SessionOptions());
        using EventWatch? watch = session.WatchEvents(new EventSelection { Kinds = ProcessEventKind.All });
        Assert.SkipWhen(watch is null, "Process events are not permitted.");
        List<ProcessEvent> watched = [];
        string path = directory.Combine("r");
        int parent;
        using (VmonRecorder recorder = session.Record(new RecorderOptions { Path = path, Interval = TimeSpan.FromMilliseconds(50) }))
        {
            WaitUntil.True(() => recorder.SampleCount >= 2);
            using (ShellProcess shell = new("for i in 1 2 3 4 5; do ls / >/dev/null; sh -c 'exit 3'; sleep 0.02; done; kill -9 $$"))
            {
                parent = shell.Id;
                WaitUntil.True(() =>
                {
                    watched.AddRange(watch.Read());
                    return watched.Exists(happened => happened.Id == shell.Id && happened.Kind == ProcessEventKind.Exit);
                });
            }

            long last = recorder.SampleCount;
            WaitUntil.True(() => recorder.SampleCount > last + 4);
        }

        using VmonRecording recording = VmonRecording.Open(path);
        ILookup<string, ProcessEvent> replayed = recording.Events(new EventSelection { Kinds = ProcessEventKind.All }, new RecordingRange(), TestContext.Current.CancellationToken).ToLookup(Key);
        DateTimeOffset first = recording.StartTime!.Value;
        ProcessEvent[] expected = [.. watched.Where(happened => happened.Time >= first && happened.StartTime >= first)];
        Assert.True(expected.Length > 20, $"Only {expected.Length} events.");
        List<string> differences = [];
        foreach (ProcessEvent happened in expected)
        {
            ProcessEvent? same = replayed[Key(happened)].FirstOrDefault();
            if (same is null) differences.Add($"{Key(happened)} is missing");
            else differences.AddRange(Differences(happened, same));
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences.Take(20)));
        Assert.Equal(5, recording.Events(new EventSelection { FailedOnly = true, Kinds = ProcessEventKind.Exit }, new RecordingRange(), TestContext.Current.CancellationToken).Count(happened => happened.ExitCode == 3 && happened.ParentId == parent));
    }

    [Fact]
    public void All_fields_of_events_are_read_as_written()
    {
        ProcessUsage usage = default;
        long value = 1;
        foreach (ref long counter in ProcessUsage.Writable(ref usage)) counter = value = (value * 7) + 1;
        ExitRecord exit = new()
        {
            Time = 123_456_789_000, Id = 7, StartTime = 5, ParentId = 0, User = uint.MaxValue, Name = new Comm("a\0b"u8), Cgroup = 99, Status = new WaitStatus(0x8b), Fields = (EventFields)0xfff, PeakMemory = 0,
        };
        exit.Complete(usage, isExact: true);
        ProcessRecord[] records =
        [
            new StartRecord { Time = 10, Id = 1 },
            new ExecRecord { Time = 9, Id = 2, StartTime = 3, IsStartExact = false, Path = [], Command = "sh\0-c\0\0"u8.ToArray(), IsCommandCut = true },
            exit,
        ];
        ColumnSet frame = new();
        EventWriter writer = new(keepsArguments: true);
        writer.Write(records, frame, isWhole: true);
        writer.Write([], frame, isWhole: false);
        EventReader reader = new(Column(FrameColumn.Events), Column(FrameColumn.EventNumbers), Column(FrameColumn.EventTexts));
        List<ProcessRecord> read = [];
        Assert.True(reader.TryRead(read));
        Assert.Equal(records.Length, read.Count);
        foreach ((ProcessRecord one, ProcessRecord other) in records.Zip(read)) Assert.Empty(Differences(one, other));
        Assert.True(reader.TryRead(read));
        Assert.Empty(read);

        ColumnReader Column(FrameColumn column) => new(frame[(int)column].Bytes.ToArray());
    }

    private static string Key(ProcessEvent happened) => $"{happened.Kind} {happened.Id} {happened.Time.UtcTicks}";

    private static IEnumerable<string> Differences<T>(T one, T other)
        where T : notnull =>
        from property in one.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        where property.Name is not (nameof(ProcessEvent.Session) or "EqualityContract")
        let before = Show(property.GetValue(one))
        let after = Show(property.GetValue(other))
        where before != after
        select $"{one} {property.Name}: {before} before, {after} after";

    private static string Show(object? value) => value switch
    {
        null => "null",
        string text => text,
        Comm comm => Convert.ToHexString(comm.Bytes),
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        IEnumerable list => string.Join('|', list.Cast<object?>().Select(Show)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
