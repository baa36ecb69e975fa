using System.Text;
using System.Text.Json;
using Vmon.ProcFs;
using Vmon.Sources.Machine;
using Vmon.Tests.Workloads;
using static Vmon.Tests.Engine.Recording.DocumentedReader;

namespace Vmon.Tests.Engine.Recording;

/// <summary>docs/recording.md is complete: read_recording.py, which follows it alone, reads what the engine replays.</summary>
[Collection(nameof(DescriptorTests))]
public sealed class DocumentedFormatTests : IDisposable
{
    private const int SamplesOfSegment = 40;

    // Too few for the recorder to begin another block.
    private const int SamplesOfJournal = 5;

    private static readonly ComparedNumber[] Numbers =
    [
        new("id", static process => process.Id),
        new("stat.ppid", static process => process.ParentId),
        new("stat.pgrp", static process => process.ProcessGroupId),
        new("stat.session", static process => process.SessionId),
        new("stat.flags", static process => process.KernelFlags),
        new("stat.minflt", static process => process.MinorFaultsTotal),
        new("stat.cminflt", static process => process.ChildrenMinorFaultsTotal),
        new("stat.majflt", static process => process.MajorFaultsTotal),
        new("stat.cmajflt", static process => process.ChildrenMajorFaultsTotal),
        new("stat.utime", static process => process.UserProcessorTime?.Ticks, Divisor: 100),
        new("stat.stime", static process => process.PrivilegedProcessorTime?.Ticks, Divisor: 100),
        new("stat.cutime", static process => process.ChildrenUserProcessorTime?.Ticks, Divisor: 100),
        new("stat.cstime", static process => process.ChildrenPrivilegedProcessorTime?.Ticks, Divisor: 100),
        new("stat.priority", static process => process.Priority),
        new("stat.nice", static process => process.Nice),
        new("stat.num_threads", static process => process.ThreadCount),
        new("stat.starttime", static process => process.StartTicks),
        new("stat.vsize", static process => process.VirtualMemory),
        new("stat.exit_signal", static process => process.SignalToParent),
        new("stat.processor", static process => process.Processor),
        new("stat.rt_priority", static process => process.RealTimePriority),
        new("stat.policy", static process => (long?)process.SchedulingPolicy),
        new("stat.run_time", static process => process.TotalProcessorTime?.Ticks, Divisor: 100),
        new("statm.resident", static process => process.WorkingSet, Factor: 4096),
        new("statm.shared", static process => process.SharedMemory, Factor: 4096),
        new("statm.text", static process => process.TextMemory, Factor: 4096),
        new("statm.data", static process => process.DataMemory, Factor: 4096),
        new("io.rchar", static process => process.IoReadCharsTotal),
        new("io.wchar", static process => process.IoWriteCharsTotal),
        new("io.syscr", static process => process.IoReadCallsTotal),
        new("io.syscw", static process => process.IoWriteCallsTotal),
        new("io.read_bytes", static process => process.IoReadTotal),
        new("io.write_bytes", static process => process.IoWriteTotal),
        new("io.cancelled_write_bytes", static process => process.IoCancelledWriteTotal),
        new("status.Uid", static process => process.UserId),
        new("status.Uid_effective", static process => process.EffectiveUserId),
        new("status.Gid", static process => process.GroupId),
        new("status.Gid_filesystem", static process => process.FileSystemGroupId),
    ];

    private readonly TemporaryDirectory _directory = new();
    private readonly VmonSession _session = new(new SessionOptions());

    public void Dispose()
    {
        _session.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Reader_of_the_documented_format_reads_what_is_replayed(bool isSegment)
    {
        string path = _directory.Combine("recording");
        using ShellProcess churn = ShellProcess.Churning();
        using VmonRecorder recorder = _session.Record(new RecorderOptions { Path = path, Interval = TimeSpan.FromMilliseconds(50) });
        WaitUntil.True(() => recorder.SampleCount >= (isSegment ? SamplesOfSegment : SamplesOfJournal));
        if (isSegment) recorder.Dispose();
        string copy = Directory.CreateDirectory(_directory.Combine("copy")).FullName;
        string file = Assert.Single(Directory.GetFiles(path, "*.vmon"));
        File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        Assert.Equal(!isSegment, Path.GetFileName(file).StartsWith("open-", StringComparison.Ordinal));

        (int samples, int processes, int exits) = Compare(copy);
        Assert.InRange(samples, isSegment ? SamplesOfSegment : SamplesOfJournal, int.MaxValue);
        Assert.InRange(processes, 5 * samples, int.MaxValue);
        Assert.True(exits > 0 || !isSegment);
    }

    private static (int Samples, int Processes, int Exits) Compare(string path)
    {
        using DocumentedReader reader = new(path);
        using VmonRecording recording = VmonRecording.Open(path);
        using ProcessWatch processes = recording.Watch(ProcessSelection.Everything, new RecordingRange());
        using SystemWatch machine = recording.WatchSystem(SystemDataSets.All, new RecordingRange());
        machine.Sampler.KeepTexts();
        List<string> differences = [];
        (int Samples, int Processes, int Exits) compared = default;
        while (reader.TryRead())
        {
            Assert.True(processes.TrySample(TestContext.Current.CancellationToken) && machine.TrySample(TestContext.Current.CancellationToken));
            ProcessSample[] expected = [.. processes.Processes().OrderBy(static process => process.Id).ThenBy(static process => process.StartTicks)];
            JsonElement[] actual = [.. reader.Processes.Values.OrderBy(static process => Number(process, "id")).ThenBy(static process => Number(process, "stat.starttime"))];
            Assert.Equal(expected.Length, actual.Length);
            foreach ((ProcessSample one, JsonElement other) in expected.Zip(actual)) differences.AddRange(Differences(one.ToString(), Values(one, other, reader)));
            differences.AddRange(Differences("machine", Values(processes, machine, reader.Frame)));
            compared = (compared.Samples + 1, compared.Processes + expected.Length, compared.Exits + expected.Count(static process => process is { HasExited: true, ExitCode: not null }));
        }

        Assert.True(differences.Count == 0, $"{differences.Count} differences:\n{string.Join('\n', differences.Take(20))}");
        Assert.False(processes.TrySample(TestContext.Current.CancellationToken));
        return compared;
    }

    private static IEnumerable<string> Differences(string owner, IEnumerable<(string Name, object? Expected, object? Actual)> values) =>
        from value in values
        where !Equals(value.Expected, value.Actual)
        select $"{owner} {value.Name}: {value.Expected ?? "null"} replayed, {value.Actual ?? "null"} read";

    private static IEnumerable<(string Name, object? Expected, object? Actual)> Values(ProcessWatch processes, SystemWatch machine, JsonElement frame)
    {
        yield return ("time of the processes", processes.SampleTime!.Value.UtcTicks, Number(frame, "utc"));
        yield return ("time of the machine", machine.Current!.Timestamp.UtcTicks, Number(frame, "machine_time"));
        for (SystemFileId file = 0; (int)file < SystemFileIds.Count; file++)
        {
            ReadStatus status = machine.Sampler.Texts!.StatusOf(file, out ReadOnlySpan<byte> text);
            string? expected = status == ReadStatus.Ok ? Encoding.UTF8.GetString(text) : null;
            yield return ($"{file}", expected, frame.GetProperty("machine").TryGetProperty(SystemFileIds.PathOf(file), out JsonElement read) ? read.GetString() : null);
        }
    }

    private static IEnumerable<(string Name, object? Expected, object? Actual)> Values(ProcessSample process, JsonElement read, DocumentedReader reader)
    {
        foreach (ComparedNumber number in Numbers) yield return (number.Name, number.Replayed(process), Number(read, number.Name) * number.Factor / number.Divisor);

        string name = Text(read, "text.comm")!;
        string replayed = Replaced(process.ProcessName)!;
        bool isCompleted = name.Length == 15 && replayed.StartsWith(name, StringComparison.Ordinal);
        yield return ("name", isCompleted ? name : replayed, name);
        yield return ("path", Replaced(process.IsExecutableDeleted == true ? process.Path + " (deleted)" : process.Path), Text(read, "text.exe"));
        string? command = Text(read, "text.cmdline");
        yield return ("command line", Replaced(process.Arguments is { } words ? string.Join('\0', words) : null), command?.EndsWith('\0') == true ? command[..^1] : command);
        yield return ("control groups", process.Cgroups is { } groups ? string.Concat(groups.Select(static group => group + "\n")) : null, Text(read, "text.cgroup"));
        yield return ("user", process.UserName, Number(read, "status.Uid_effective") is long user ? reader.Users.GetValueOrDefault(user) : null);
        yield return ("start", process.StartTime?.UtcTicks, Number(reader.Preamble, "boot_time") + (Number(read, "stat.starttime") * TimeSpan.TicksPerSecond / Number(reader.Preamble, "ticks_per_second")));
        yield return ("has exited", process.HasExited, DocumentedReader.HasExited(read));
        bool isZombie = Number(read, "stat.state") is 'Z' or 'X' && Number(read, "io.rchar") is not null;
        long? status = process.HasExited ? Number(read, "status") ?? (isZombie ? Number(read, "stat.exit_code") : null) : null;
        yield return ("exit code", process.HasExited ? process.ExitCode : null, (status & 127) == 0 ? (int)status! >> 8 : null);
    }

    // The reader in Python replaces bytes that are not UTF-8, which Vmon keeps.
    private static string? Replaced(string? text) => text is null ? null : Encoding.UTF8.GetString(ProcText.Encode(text));

    private sealed record ComparedNumber(string Name, Func<ProcessSample, long?> Replayed, long Factor = 1, long Divisor = 1);
}
