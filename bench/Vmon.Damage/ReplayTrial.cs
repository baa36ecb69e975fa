using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Vmon.Kernel.Events;
using Vmon.Recording;
using Vmon.Recording.Files;

namespace Vmon.Damage;

/// <summary>
/// Watches all processes and the machine while short processes come and go, records the same samples to the disk, and compares each property of each object with its replay.
/// </summary>
internal sealed class ReplayTrial : IDisposable
{
    private const int MostWrong = 20;

    // Runs, fails, writes, is reparented, and changes its name, some hundred times a second.
    private const string Churn =
        "while :; do ls / >/dev/null; (sleep 0.3 &); sh -c 'exit 3'; dd if=/dev/zero of=/dev/null bs=64k count=50 2>/dev/null; python3 -c 'print(sum(range(200000)))' >/dev/null; done";

    private readonly string _directory = Directory.CreateTempSubdirectory("vmon-replay-").FullName;
    private readonly Process _churn = Process.Start("setsid", ["sh", "-c", Churn]);
    private readonly ObjectComparison _processes = new(typeof(ProcessSample), [nameof(ProcessSample.Session), nameof(ProcessSample.IsLocal)]);
    private readonly ObjectComparison _machine = new(typeof(SystemSample), [nameof(SystemSample.Session)]);

    internal static int Run(int seconds, int milliseconds)
    {
        using ReplayTrial trial = new();
        long samples = trial.Record(TimeSpan.FromSeconds(seconds), TimeSpan.FromMilliseconds(milliseconds));
        trial.Replay();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{samples} samples in {seconds} s"));
        return trial._processes.Print("processes") + trial._machine.Print("machine") == 0 ? 0 : 1;
    }

    public void Dispose()
    {
        Process.Start("pkill", ["-g", $"{_churn.Id}"]).WaitForExit();
        _churn.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private long Record(TimeSpan duration, TimeSpan interval)
    {
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything);
        using SystemWatch machine = session.WatchSystem();
        machine.Sampler.KeepTexts();
        HostFacts facts = HostFacts.Of(session.ProcRoot);
        FrameWriter writer = new(watch.Table, machine.Sampler, cgroups: null, () => facts.Describe(watch.Table, hasCgroups: false, hasConnections: false));
        using RecordingStore store = RecordingStore.Open(new StoreOptions { Path = _directory });
        List<ProcessRecord> none = [];
        long samples = 0;
        foreach (long sample in watch.Run(new SampleSchedule(interval, Count: null, duration), CancellationToken.None))
        {
            machine.Sample();
            _machine.Add(sample, "", machine.Current!);
            foreach (ProcessSample process in watch.Processes()) _processes.Add(sample, $"{process.Identity} {process.HasExited}", process);
            bool isWhole = store.NeedsWhole;
            writer.Write(none, isWhole);
            if (store.Append(writer.Times.BeganAt, new FrameOrigin(facts.BootId, facts.HostName), isWhole, writer.Frame) != AppendStatus.Ok) throw new IOException(store.LastError);
            samples++;
        }

        return samples;
    }

    private void Replay()
    {
        using VmonRecording recording = VmonRecording.Open(_directory);
        foreach (string warning in recording.Warnings) Console.WriteLine(warning);
        using (ProcessWatch watch = recording.Watch(ProcessSelection.Everything, new RecordingRange()))
            foreach (long sample in watch.Replay(null, CancellationToken.None))
                foreach (ProcessSample process in watch.Processes()) _processes.Compare(sample, $"{process.Identity} {process.HasExited}", process);
        using SystemWatch machine = recording.WatchSystem(SystemDataSets.Default, new RecordingRange());
        foreach (long sample in machine.Replay(null, CancellationToken.None)) _machine.Compare(sample, "", machine.Current!);
    }

    /// <summary>Compares objects by what their properties show.</summary>
    private sealed class ObjectComparison(Type type, string[] except)
    {
        private readonly PropertyInfo[] _properties = [.. type.GetProperties().Where(property => property.GetIndexParameters().Length == 0 && !except.Contains(property.Name))];
        private readonly Dictionary<(long Sample, string Key), int[]> _live = [];
        private readonly List<string> _wrong = [];
        private long _compared;
        private long _values;

        internal void Add(long sample, string key, object item) => _live.Add((sample, key), [.. _properties.Select(property => Show(property.GetValue(item)).GetHashCode(StringComparison.Ordinal))]);

        internal void Compare(long sample, string key, object item)
        {
            if (!_live.Remove((sample, key), out int[]? live))
            {
                _wrong.Add($"sample {sample}: {item} was not in the live sample");
                return;
            }

            _compared++;
            for (int i = 0; i < live.Length; i++)
            {
                string value = Show(_properties[i].GetValue(item));
                _values++;
                if (value.GetHashCode(StringComparison.Ordinal) != live[i]) _wrong.Add($"sample {sample}: {item}: {_properties[i].Name} is {value} in the replay");
            }
        }

        /// <summary>Prints what was compared. Returns how much was wrong.</summary>
        internal int Print(string name)
        {
            _wrong.AddRange(_live.Keys.Select(static key => $"sample {key.Sample}: {key.Key} is missing in the replay"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {_compared:N0} objects, {_values:N0} values, {_wrong.Count} wrong"));
            foreach (string wrong in _wrong.Take(MostWrong)) Console.WriteLine($"  {wrong}");
            return _wrong.Count;
        }

        private static string Show(object? value) => value switch
        {
            null => "null",
            string text => text,
            ProcessSample parent => $"{parent} {parent.Sample}",
            DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
            IEnumerable list => string.Join('|', list.Cast<object?>().Select(Show)),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };
    }
}
