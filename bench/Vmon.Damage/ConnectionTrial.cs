using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Vmon.Kernel.Events;
using Vmon.Native;
using Vmon.Recording;
using Vmon.Recording.Files;
using Vmon.Sources.Network;

namespace Vmon.Damage;

/// <summary>What recording sockets adds: reading them, writing them, and the bytes on disk, as the difference of two recordings of the same samples.</summary>
internal static class ConnectionTrial
{
    internal static int Run(int resting, int busy, int samples, int milliseconds)
    {
        string directory = Directory.CreateTempSubdirectory("vmon-sockets-").FullName;
        using Pairs restingPairs = new(resting / 2);
        using Pairs busyPairs = new(busy / 2);
        using Timer traffic = new(_ => busyPairs.Exchange(), null, 0, Math.Max(1, milliseconds / 4));
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything, ProcessDataSets.Default | ProcessDataSets.Files);
        HostFacts facts = HostFacts.Of(session.ProcRoot);
        FrameWriter plain = new(watch.Table, machine: null, cgroups: null, () => facts.Describe(watch.Table, hasCgroups: false, hasConnections: false));
        FrameWriter writer = new(watch.Table, machine: null, cgroups: null, () => facts.Describe(watch.Table, hasCgroups: false, hasConnections: true));
        List<ProcessRecord> none = [];
        List<double> reading = [];
        List<double> writing = [];
        List<double> frames = [];
        double sockets = 0;
        string with = Path.Combine(directory, "with");
        string without = Path.Combine(directory, "without");
        using (RecordingStore storeWith = RecordingStore.Open(new StoreOptions { Path = with }))
        using (RecordingStore storeWithout = RecordingStore.Open(new StoreOptions { Path = without }))
        {
            for (int i = 0; i < samples; i++)
            {
                Thread.Sleep(milliseconds);
                watch.Sample();
                double start = CpuTime();
                IReadOnlyList<NamespaceSockets> read = watch.Table.ReadSockets(SocketQuery.Recorded, static _ => true, CancellationToken.None);
                double readTime = CpuTime() - start;
                int count = read.Sum(static one => one.Sockets.Count);
                bool isWhole = storeWith.NeedsWhole | storeWithout.NeedsWhole;
                double plainTime = Write(plain, storeWithout, null);
                double time = Write(writer, storeWith, read);
                sockets += count;
                if (isWhole) continue;
                reading.Add(readTime / count);
                writing.Add((time - plainTime) / count);
                frames.Add((double)(Length(writer.Frame) - Length(plain.Frame)) / count);

                double Write(FrameWriter by, RecordingStore store, IReadOnlyList<NamespaceSockets>? what)
                {
                    double from = CpuTime();
                    by.Write(none, isWhole, what);
                    if (store.Append(by.Times.BeganAt, new FrameOrigin(facts.BootId, facts.HostName), isWhole, by.Frame) != AppendStatus.Ok) throw new IOException(store.LastError);
                    return CpuTime() - from;
                }
            }

            storeWith.Complete();
            storeWithout.Complete();
        }

        double bytes = Size(with) - Size(without);
        Directory.Delete(directory, recursive: true);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{samples} samples of {sockets / samples:F0} sockets, {busy} of them busy, every {milliseconds} ms. Medians in µs of CPU time per socket and sample: reading {Median(reading):F2}, writing {Median(writing):F2}. "
            + $"Bytes per socket and sample: {Median(frames):F2} in a frame, {bytes / sockets:F2} on disk."));
        return 0;
    }

    private static unsafe double CpuTime()
    {
        TimeSpec time;
        _ = Libc.ClockGetTime(Libc.ClockThreadCpuTime, &time);
        return time.TotalNanoseconds / 1e3;
    }

    private static int Length(ColumnSet frame) => Enumerable.Range(0, frame.Count).Sum(i => frame[i].Length);

    private static double Size(string directory) => Directory.GetFiles(directory).Sum(static file => new FileInfo(file).Length);

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    /// <summary>Connections of TCP, each with both ends.</summary>
    private sealed class Pairs : IDisposable
    {
        private readonly List<(Socket Client, Socket Server)> _pairs = [];
        private readonly byte[] _buffer = new byte[16 * 1024];
        private readonly Random _random = new(1);

        internal Pairs(int count)
        {
            using TcpListener listener = new(IPAddress.Loopback, 0);
            listener.Start();
            for (int i = 0; i < count; i++)
            {
                Socket client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                client.Connect(listener.LocalEndpoint);
                _pairs.Add((client, listener.AcceptSocket()));
            }

            Exchange();
        }

        /// <summary>Sends some bytes through each, and answers through half of them.</summary>
        internal void Exchange()
        {
            lock (_pairs)
            {
                foreach ((Socket client, Socket server) in _pairs)
                {
                    Carry(client, server);
                    if (_random.Next(2) == 0) Carry(server, client);
                }
            }
        }

        private void Carry(Socket from, Socket to)
        {
            int length = _random.Next(1, _buffer.Length);
            _ = from.Send(_buffer.AsSpan(0, length));
            for (int received = 0; received < length;) received += to.Receive(_buffer.AsSpan(0, length - received));
        }

        public void Dispose()
        {
            lock (_pairs)
            {
                foreach ((Socket client, Socket server) in _pairs)
                {
                    client.Dispose();
                    server.Dispose();
                }

                _pairs.Clear();
            }
        }
    }
}
