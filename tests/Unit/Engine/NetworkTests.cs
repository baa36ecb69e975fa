using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

public class NetworkTests
{
    // Serves connections in children of its own until its input ends: each prints what it received.
    private const string ForkingServer = """
        import os, signal, socket, sys
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        server = socket.socket(); server.bind(("127.0.0.1", 0)); server.listen(100)
        print(server.getsockname()[1], flush=True)
        while True:
            end = server.accept()[0]
            if os.fork() == 0:
                while end.recv(65536): pass
                end.sendall(b"x" * 100)
                os._exit(0)
            end.close()
        """;

    private const string Client = """
        import socket, sys
        for line in sys.stdin:
            port, count, size = [int(word) for word in line.split()]
            for index in range(count):
                end = socket.create_connection(("127.0.0.1", port))
                end.sendall(b"x" * size)
                end.shutdown(socket.SHUT_WR)
                while end.recv(65536): pass
                end.close()
            print("done", flush=True)
        """;

    [Fact]
    public void Bytes_of_short_connections_go_to_the_processes_that_received_and_sent_them()
    {
        using VmonSession session = new(new SessionOptions());
        using PythonProcess server = new(ForkingServer);
        string port = server.ReadLine();
        using PythonProcess client = new(Client);
        using ProcessWatch watch = Watch(session, server.Id, client.Id);
        client.WriteLine($"{port} 100 2000");
        _ = client.ReadLine();
        List<ProcessSample> children = [];
        ProcessSample sender = Sample(watch, client.Id);
        Assert.Equal((100 * 100L, 100 * 2000L), (sender.NetReceive, sender.NetSend));
        Assert.Equal((100 * 100L, 100 * 2000L), (sender.NetReceiveTotal, sender.NetSendTotal));
        Assert.True(sender.Changed.HasFlag(ProcessChanges.Network));
        WaitUntil.True(() =>
        {
            children.AddRange(watch.Processes().Where(process => process.ParentId == server.Id && process.HasExited));
            if (children.Count < 100) watch.Sample();
            return children.Count == 100;
        });
        Assert.All(children, child => Assert.Equal((2000L, 100L), (child.NetReceiveTotal, child.NetSendTotal)));
        Assert.All(children, child => Assert.Equal(child.StartTime, child.NetworkSince));
        Assert.Equal(0, Sample(watch, server.Id).NetReceiveTotal);
        ProcessTreeNode tree = ProcessTree.Build(watch.Snapshot()).Single(node => node.Id == server.Id);
        Assert.Equal((100 * 2000L, 100 * 100L), (tree.TreeNetReceiveTotal, tree.TreeNetSendTotal));
        Assert.Equal(0, watch.LostTrafficCount);
    }

    [Fact]
    public void Bytes_of_intervals_sum_to_the_total_of_a_process_that_exited()
    {
        using VmonSession session = new(new SessionOptions());
        using PythonProcess server = new(ForkingServer);
        string port = server.ReadLine();
        using ShellProcess shell = new("echo ready; read line; exec python3 -c \"$line\"");
        _ = shell.ReadLine();
        using ProcessWatch watch = Watch(session, shell.Id);
        shell.WriteLine($"import socket, time; end = socket.create_connection(('127.0.0.1', {port})); [(end.send(b'x' * 777), time.sleep(0.005)) for index in range(100)]");
        long sum = 0;
        ProcessSample last = Sample(watch, shell.Id);
        for (; !last.HasExited; last = Sample(watch, shell.Id)) sum += last.NetSend!.Value;
        Assert.Equal(77_700, sum + last.NetSend);
        Assert.Equal(77_700, last.NetSendTotal);
    }

    [Fact]
    public void Traffic_of_a_process_that_rests_is_zero()
    {
        using VmonSession session = new(new SessionOptions());
        using ShellProcess shell = new("echo ready; read line");
        _ = shell.ReadLine();
        using ProcessWatch watch = Watch(session, shell.Id);
        for (int i = 0; i < 5; i++)
        {
            ProcessSample sample = Sample(watch, shell.Id);
            Assert.Equal((0L, 0L, 0L), (sample.NetReceive, sample.NetSend, sample.ConnectionCount));
            Assert.False(sample.Changed.HasFlag(ProcessChanges.Network));
            Thread.Sleep(20);
        }
    }

    [Fact]
    public void Threads_have_no_traffic_of_their_own()
    {
        using VmonSession session = new(new SessionOptions());
        const string script = """
            import socket, sys, threading
            one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); one.bind(("127.0.0.1", 0))
            def send():
                for line in iter(lambda: go.acquire(), None):
                    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x" * 50, one.getsockname())
                    done.release()
            go, done = threading.Semaphore(0), threading.Semaphore(0)
            threads = [threading.Thread(target=send, daemon=True) for index in range(4)]
            for thread in threads: thread.start()
            print("ready", flush=True)
            sys.stdin.readline()
            for index in range(20): go.release()
            for index in range(20): done.acquire()
            print("done", flush=True)
            sys.stdin.readline()
            """;
        using PythonProcess python = new(script);
        _ = python.ReadLine();
        using ProcessWatch watch = Watch(session, new ProcessSelection { Targets = [session.Find(python.Id)!.Value], IncludeThreads = true });
        python.WriteLine("go");
        _ = python.ReadLine();
        Assert.Equal(1000, Sample(watch, python.Id).NetSend);
        Assert.All(watch.Processes().Where(sample => sample.IsThread), thread => Assert.Equal((null, null, NetworkSource.None), (thread.NetSend, thread.ConnectionCount, thread.NetworkSource)));
    }

    [Fact]
    public void Traffic_in_another_network_namespace_is_counted()
    {
        using VmonSession session = new(new SessionOptions());
        _ = Tool.Find("ip");
        const string script = """
            import os, socket, subprocess, sys
            sys.stdin.readline()
            subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
            server = socket.socket(); server.bind(("127.0.0.1", 0)); server.listen(1)
            one = socket.create_connection(server.getsockname()); other = server.accept()[0]
            one.sendall(b"x" * 12345); other.recv(20000)
            print("done", flush=True)
            sys.stdin.readline()
            """;
        using ShellProcess shell = new($"exec unshare --net python3 -c '{script}'");
        using ProcessWatch watch = Watch(session, shell.Id);
        shell.WriteLine("go");
        Assert.SkipWhen(shell.TryReadLine() is null, "Network namespaces are not permitted.");
        ProcessSample sample = Sample(watch, shell.Id);
        Assert.Equal((12345L, 2L), (sample.NetSendTotal, sample.ConnectionCount));
    }

    [Fact]
    public void Second_watch_of_a_session_shares_the_counters_and_outlives_the_first()
    {
        using VmonSession session = new(new SessionOptions());
        using PythonProcess server = new(ForkingServer);
        string port = server.ReadLine();
        using PythonProcess client = new(Client);
        using ProcessWatch second = Watch(session, client.Id);
        using (ProcessWatch first = Watch(session, client.Id))
        {
            client.WriteLine($"{port} 1 10");
            _ = client.ReadLine();
            Assert.Equal(10, Sample(first, client.Id).NetSend);
        }

        client.WriteLine($"{port} 1 20");
        _ = client.ReadLine();
        Assert.Equal(30, Sample(second, client.Id).NetSend);
    }

    [Fact]
    public void Single_look_has_no_traffic()
    {
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = session.Watch(new ProcessSelection { Targets = [session.Find(Environment.ProcessId)!.Value] }, ProcessDataSets.Network, events: false);
        watch.Sample();
        ProcessSample sample = watch.Processes().Single();
        Assert.Equal((null, null, null, NetworkSource.None), (sample.NetReceive, sample.NetSendTotal, sample.NetworkSince, sample.NetworkSource));
        Assert.Equal(NetworkSource.None, watch.NetworkSource);
    }

    private static ProcessWatch Watch(VmonSession session, params int[] ids) =>
        Watch(session, new ProcessSelection { Targets = [.. ids.Select(id => session.Find(id)!.Value)], FollowChildren = true });

    private static ProcessWatch Watch(VmonSession session, ProcessSelection selection)
    {
        ProcessWatch watch = session.Watch(selection, ProcessDataSets.Default | ProcessDataSets.Network);
        watch.Sample();
        Assert.SkipUnless(watch.NetworkSource == NetworkSource.Bpf, "Network traffic is not counted. It requires root, BTF and the initial PID namespace.");
        return watch;
    }

    private static ProcessSample Sample(ProcessWatch watch, int id)
    {
        watch.Sample();
        return watch.Processes().Single(process => process.Id == id && !process.IsThread);
    }
}
