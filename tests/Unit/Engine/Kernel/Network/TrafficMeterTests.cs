using System.Runtime.InteropServices;
using System.Text;
using Vmon.Kernel;
using Vmon.Kernel.Network;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Kernel.Network;

public class TrafficMeterTests
{
    private const string Prelude = """
        import ctypes, os, socket, sys, tempfile, threading
        def tcp(family=socket.AF_INET):
            server = socket.socket(family)
            server.bind(("127.0.0.1" if family == socket.AF_INET else "::1", 0))
            server.listen(1)
            one = socket.create_connection(server.getsockname()[:2])
            return one, server.accept()[0]
        def udp(family=socket.AF_INET):
            pair = [socket.socket(family, socket.SOCK_DGRAM) for index in range(2)]
            for end in pair: end.bind(("127.0.0.1" if family == socket.AF_INET else "::1", 0))
            pair[0].connect(pair[1].getsockname())
            return pair
        def splice(source, target, count): assert ctypes.CDLL(None).splice(source, None, target, None, ctypes.c_size_t(count), 0) == count
        def drain(end, count):
            while count > 0: count -= len(end.recv(65536))
        def receive(end, count):
            thread = threading.Thread(target=drain, args=(end, count))
            thread.start()
            return thread
        def file(count):
            one = tempfile.TemporaryFile()
            one.write(b"x" * count)
            one.flush()
            return one
        sys.stdin.readline()

        """;

    private const string Epilogue = """

        print("done", flush=True)
        sys.stdin.readline()
        """;

    [Fact]
    public void The_kernel_accepts_the_programs()
    {
        Assert.SkipWhen(
            RuntimeInformation.ProcessArchitecture == Architecture.Arm64 && Environment.OSVersion.Version < new Version(6, 3),
            "The kernel has no tracepoints for it before 6.3, and on arm64 it runs no program when a function returns.");
        Btf types = Types();
        byte[] log = new byte[1 << 20];
        using TrafficMeter? meter = TrafficMeter.TryOpen(types, log: log);
        Assert.True(meter is not null, Encoding.ASCII.GetString(log).TrimEnd('\0'));
        Assert.Equal(TrafficPoint.Of(types).Select(point => point.Name), meter.Programs.Select(program => program.Point));
    }

    [Theory]
    [InlineData("one, other = tcp(); thread = receive(other, 300000); one.sendall(b'x' * 300000); thread.join()", 300_000, 300_000)]
    [InlineData("one, other = tcp(socket.AF_INET6); thread = receive(other, 300000); one.sendall(b'x' * 300000); thread.join()", 300_000, 300_000)]
    [InlineData("one, other = tcp(); os.write(one.fileno(), b'x' * 3000); os.read(other.fileno(), 5000)", 3000, 3000)]
    [InlineData("one, other = tcp(); one.sendmsg([b'x' * 1000, b'y' * 500]); other.recvmsg(5000)", 1500, 1500)]
    [InlineData("one, other = udp(); [(one.send(b'x' * 1000), other.recv(2000)) for index in range(100)]", 100_000, 100_000)]
    [InlineData("one, other = udp(socket.AF_INET6); [(one.send(b'x' * 1000), other.recv(2000)) for index in range(100)]", 100_000, 100_000)]
    [InlineData("one, other = tcp(); one.send(b'x' * 1000); other.recv(1000, socket.MSG_PEEK); other.recv(1000)", 1000, 1000)]
    [InlineData("one, other = tcp(); one.setsockopt(socket.SOL_SOCKET, 60, 1); one.send(b'x' * 1000, 0x4000000); other.recv(1000)", 1000, 1000)]
    [InlineData("one, other = tcp(); data = file(300000); thread = receive(other, 300000); os.sendfile(one.fileno(), data.fileno(), 0, 300000); thread.join()", 300_000, 300_000)]
    [InlineData("one, other = tcp(); reader, writer = os.pipe(); os.write(writer, b'x' * 2000); splice(reader, one.fileno(), 2000); drain(other, 2000)", 2000, 2000)]
    [InlineData("one, other = tcp(); other.setblocking(False); other.connect_ex(('127.0.0.1', 1)); one.send(b'x')", 0, 1)]
    [InlineData("one, other = socket.socketpair(); one.send(b'x' * 1000); other.recv(1000)", 0, 0)]
    public void Payload_of_each_way_to_call_is_counted_once(string calls, long received, long sent)
    {
        using TrafficMeter meter = Open();
        using PythonProcess python = new(Prelude + calls + Epilogue);
        python.WriteLine("go");
        Assert.Equal("done", python.ReadLine());
        ProcessTraffic traffic = TrafficOf(meter, python.Id)!.Value;
        Assert.Equal((received, sent), (traffic.Counters.Received, traffic.Counters.Sent));
        if (sent > 0) Assert.Equal((0, NetworkSource.Bpf), (traffic.Since, traffic.Source));
        Assert.Equal(0, meter.Lost);
    }

    [Fact]
    public void Splice_from_a_socket_is_not_counted()
    {
        using TrafficMeter meter = Open();
        using PythonProcess python = new(Prelude + "one, other = tcp(); reader, writer = os.pipe(); one.send(b'x' * 2000); splice(other.fileno(), writer, 2000)" + Epilogue);
        python.WriteLine("go");
        _ = python.ReadLine();
        Assert.Equal((0L, 2000L), TrafficOf(meter, python.Id) is { } traffic ? (traffic.Counters.Received, traffic.Counters.Sent) : default);
    }

    [Fact]
    public void Traffic_of_an_older_process_counts_since_the_meter()
    {
        using PythonProcess python = new(Prelude + "one, other = udp(); one.send(b'x' * 10)" + Epilogue);
        WaitUntil.True(() => File.ReadAllText($"/proc/{python.Id}/cmdline").StartsWith(Tool.Find("python3"), StringComparison.Ordinal));
        using TrafficMeter meter = Open();
        python.WriteLine("go");
        _ = python.ReadLine();
        ProcessTraffic traffic = TrafficOf(meter, python.Id)!.Value;
        Assert.Equal((10, meter.Since), (traffic.Counters.Sent, traffic.Since));
    }

    [Fact]
    public void Processes_that_did_not_fit_are_unknown_and_their_calls_are_lost()
    {
        using TrafficMeter meter = Open(most: 1);
        List<PythonProcess> pythons = [];
        for (int i = 0; i < 3; i++) pythons.Add(new PythonProcess(Prelude + "one, other = udp(); one.send(b'x' * 10)" + Epilogue));
        foreach (PythonProcess python in pythons)
        {
            python.WriteLine("go");
            _ = python.ReadLine();
        }

        Assert.True(meter.Lost >= 2);
        Assert.True(pythons.Count(python => TrafficOf(meter, python.Id) is null) >= 2);
        Assert.Null(meter.AtExit(pythons[^1].Id, StartOf(pythons[^1].Id), meter.Since + 1));
        pythons.ForEach(python => python.Dispose());
    }

    [Fact]
    public void Process_without_calls_has_zero_and_before_the_meter_is_unknown()
    {
        using TrafficMeter meter = Open();
        Assert.Equal(default, meter.AtExit(1, meter.Since, meter.Since + 1)!.Value.Counters);
        Assert.Null(meter.AtExit(1, 0, meter.Since - 1));
    }

    private static Btf Types()
    {
        Assert.SkipUnless(BpfPermission.IsGranted(new ReadBuffer()), "BPF is not permitted.");
        Assert.True(KernelTypes.TryRead(out Btf? types));
        return types;
    }

    private static TrafficMeter Open(int most = TrafficMap.Most)
    {
        TrafficMeter? meter = TrafficMeter.TryOpen(Types(), most);
        Assert.SkipWhen(meter is null, "The kernel refuses the programs.");
        return meter;
    }

    private static ProcessTraffic? TrafficOf(TrafficMeter meter, int process)
    {
        TrafficSnapshot snapshot = new();
        Assert.True(meter.TryRead(snapshot));
        return snapshot.Of(new ProcessIdentity(process, StartOf(process)));
    }

    private static long StartOf(int process)
    {
        Assert.True(ProcStat.TryParse(File.ReadAllBytes($"/proc/{process}/stat"), out ProcStat stat));
        return stat.StartTime;
    }
}
