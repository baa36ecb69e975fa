using Vmon.Kernel.Network;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Recording;
using Vmon.Recording.Processes;
using Vmon.Sources.Processes;

namespace Vmon.Tests.Engine.Recording.Processes;

public class DetailTests
{
    private static ReadOnlySpan<byte> Status => "Umask:\t0022\nTracerPid:\t7\nGroups:\t4 24 \nNStgid:\t7\nVmPeak:\t    3060 kB\nuntag_mask:\tffffffffffffffff\nSigIgn:\tffffffffffffffff\n"u8;

    [Fact]
    public void Details_are_read_as_they_were_written()
    {
        ProcessDetails read = Replay([Details()], DetailNumbers.Names);
        Assert.Equal(18L, read.Status.Reading.Current[StatusField.Umask]);
        Assert.Equal(-1L, read.Status.Reading.Current[StatusField.untag_mask]);
        Assert.Equal(-1L, read.Status.Reading.Current[StatusField.SigIgn]);
        Assert.Null(read.Status.Reading.Current[StatusField.VmHWM]);
        Assert.True(StatusTexts.TryFind(read.Status.Texts, StatusText.Groups, out ReadOnlySpan<byte> groups));
        Assert.Equal("4 24"u8, groups);
        Assert.False(StatusTexts.TryFind(read.Status.Texts, StatusText.NSpid, out _));
        Assert.Equal("pipe_read"u8, read.WaitChannel.Bytes!);
        Assert.Equal(ReadStatus.NotRead, read.Pss.Reading.Status);
    }

    [Fact]
    public void Network_is_read_as_it_was_written()
    {
        ProcessDetails details = Details();
        ProcessTraffic traffic = new() { Counters = new TrafficCounters { Received = 3, Sent = long.MaxValue }, Since = 5, Source = NetworkSource.Bpf };
        details.Network.Traffic.Advance(new ProcessTraffic());
        details.Network.Traffic.Advance(traffic);
        details.Network.Connections.Advance(7);
        ProcessDetails read = Replay([details], DetailNumbers.Names);
        Assert.Equal((traffic, ReadStatus.Ok, true), (read.Network.Traffic.Current, read.Network.Traffic.Status, read.Network.Traffic.IsPaired));
        Assert.Equal((7, ReadStatus.Ok, false), (read.Network.Connections.Current, read.Network.Connections.Status, read.Network.Connections.IsPaired));
    }

    [Fact]
    public void Network_is_unknown_in_a_recording_of_an_earlier_version()
    {
        string[] names = [.. DetailNumbers.Names.Select(name => name.StartsWith("network.", StringComparison.Ordinal) ? "another." + name : name)];
        Assert.Equal(default, Replay([Details()], names).Network.Traffic.Current);
        Assert.Equal(ReadStatus.NotRead, Replay([Details()], names).Network.Traffic.Status);
    }

    [Fact]
    public void Fields_of_another_version_are_found_by_their_names()
    {
        string[] names = [.. DetailNumbers.Names];
        (names[(int)StatusField.Umask], names[(int)StatusField.VmHWM]) = (names[(int)StatusField.VmHWM], names[(int)StatusField.Umask]);
        names[(int)StatusField.TracerPid] = "status.Future";
        ProcStatus read = Replay([Details()], names).Status.Reading.Current;
        Assert.Null(read[StatusField.Umask]);
        Assert.Null(read[StatusField.TracerPid]);
        Assert.Equal(18L, read[StatusField.VmHWM]);
        Assert.Equal(3060L, read[StatusField.VmPeak]);
    }

    [Fact]
    public void A_text_that_is_too_long_is_unknown_and_not_cut()
    {
        ProcessDetails details = Details();
        details.WaitChannel.Restore(ReadStatus.Ok, [.. "x"u8, .. new byte[TextTable.Longest]], sample: 1);
        ProcessDetails read = Replay([details], DetailNumbers.Names);
        Assert.Null(read.WaitChannel.Bytes);
        Assert.Equal(ReadStatus.Ok, read.WaitChannel.Status);
        Assert.True(StatusTexts.TryFind(read.Status.Texts, StatusText.Groups, out _));
    }

    [Fact]
    public void Texts_of_one_frame_are_limited_together()
    {
        ProcessDetails[] many = [.. Enumerable.Range(0, 2300).Select(i =>
        {
            ProcessDetails details = Details();
            details.WaitChannel.Restore(ReadStatus.Ok, [.. System.Text.Encoding.ASCII.GetBytes($"{i:D8}"), .. new byte[4000]], sample: 1);
            return details;
        })];
        Assert.InRange(Written(many)[(int)FrameColumn.DetailTexts].Length, 8_000_000, 8_800_000);
    }

    [Fact]
    public void Details_that_did_not_change_take_two_bytes_and_allocate_nothing()
    {
        ProcessDetails details = Details();
        ColumnSet frame = new();
        DetailWriter writer = new(NodePlace.OfProcesses.Details);
        DetailWriter.State last = new();
        for (int i = 0; i < 3; i++) Write(isWhole: i == 0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) Write(isWhole: false);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(2, Enumerable.Range(0, frame.Count).Sum(column => frame[column].Length));

        void Write(bool isWhole)
        {
            frame.Clear();
            writer.Begin(frame, isWhole);
            writer.Write(details, last);
            writer.End();
        }
    }

    private static ProcessDetails Details()
    {
        ProcessDetails details = new(ProcessDataSets.Status | ProcessDataSets.WaitChannel);
        Assert.True(ProcStatus.TryParse(Status, out ProcStatus status));
        details.Status.Reading.Advance(status);
        details.Status.Restore(StatusTexts.Keep(Status), sample: 1);
        details.WaitChannel.Restore(ReadStatus.Ok, [.. "pipe_read"u8], sample: 1);
        return details;
    }

    private static ColumnSet Written(ProcessDetails[] processes)
    {
        ColumnSet frame = new();
        DetailWriter writer = new(NodePlace.OfProcesses.Details);
        writer.Begin(frame, isWhole: true);
        foreach (ProcessDetails details in processes) writer.Write(details, new DetailWriter.State());
        writer.End();
        return frame;
    }

    private static ProcessDetails Replay(ProcessDetails[] processes, IReadOnlyList<string> names)
    {
        ColumnSet frame = Written(processes);
        DetailReader reader = new(column => new ColumnReader(frame[column].Bytes.ToArray()), NodePlace.OfProcesses.Details, names);
        Assert.True(reader.TryBegin());
        RecordedDetails recorded = new(reader);
        Assert.True(reader.TryAdd(recorded));
        ProcessDetails read = new(ProcessDataSets.All);
        recorded.Restore(read, ReadingFlags.None, isAfterGap: false, isNext: true, sample: 1);
        return read;
    }
}
