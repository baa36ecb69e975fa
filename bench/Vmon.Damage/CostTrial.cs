using System.Diagnostics;
using System.Globalization;
using Vmon.Kernel.Events;
using Vmon.Recording;
using Vmon.Recording.Files;

namespace Vmon.Damage;

/// <summary>What recording adds to sampling all processes and the machine, on the thread that samples: frames and the journal.</summary>
internal static class CostTrial
{
    internal static int Run(int samples, int milliseconds)
    {
        string directory = Directory.CreateTempSubdirectory("vmon-cost-").FullName;
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything);
        using SystemWatch machine = session.WatchSystem();
        machine.Sampler.KeepTexts();
        HostFacts facts = HostFacts.Of(session.ProcRoot);
        FrameWriter writer = new(watch.Table, machine.Sampler, cgroups: null, () => facts.Describe(watch.Table, hasCgroups: false, hasConnections: false));
        List<ProcessRecord> none = [];
        List<double> sampling = [];
        List<double> writing = [];
        double processes = 0;
        using (RecordingStore store = RecordingStore.Open(new StoreOptions { Path = directory }))
        {
            for (int i = 0; i < samples; i++)
            {
                Thread.Sleep(milliseconds);
                long start = Stopwatch.GetTimestamp();
                watch.Sample();
                machine.Sample();
                TimeSpan sampled = Stopwatch.GetElapsedTime(start);
                start = Stopwatch.GetTimestamp();
                bool isWhole = store.NeedsWhole;
                writer.Write(none, isWhole);
                if (store.Append(writer.Times.BeganAt, new FrameOrigin(facts.BootId, facts.HostName), isWhole, writer.Frame) != AppendStatus.Ok) throw new IOException(store.LastError);
                TimeSpan written = Stopwatch.GetElapsedTime(start);
                int count = watch.Table.Nodes.Count;
                if (i == 0) continue; // compilation
                processes += count;
                sampling.Add(sampled.TotalMicroseconds / count);
                writing.Add(written.TotalMicroseconds / count);
            }
        }

        Directory.Delete(directory, recursive: true);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{samples} samples of {processes / (samples - 1):F0} processes, every {milliseconds} ms. Medians in µs per process and sample: sampling {Median(sampling):F2}, writing {Median(writing):F2}."));
        return 0;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
