using System.Globalization;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Sources;

public class WatchSocketsTests
{
    // A process that does what its input says, a line at a time.
    private const string Peer = """
        import ctypes, os, socket, sys
        ends = []
        for line in sys.stdin:
            word, number = line.split()[0], int((line.split() + ["0"])[1])
            answer = "done"
            if word == "listen":
                server = socket.create_server(("127.0.0.1", 0)); answer = server.getsockname()[1]
            if word == "connect": ends.append(socket.create_connection(("127.0.0.1", number)))
            if word == "accept": ends.append(server.accept()[0])
            if word == "send": ends[-1].sendall(b"x" * number)
            if word == "receive": ends[-1].recv(number, socket.MSG_WAITALL)
            if word == "datagram": socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x" * number, ("127.0.0.1", 9))
            if word == "duplicate": copy = ends[-1].dup()
            if word == "close": ends.pop().close()
            if word == "drop":
                os.setresuid(number, number, number)
                ctypes.CDLL(None).prctl(4, 1, 0, 0, 0) # PR_SET_DUMPABLE: may be read by this user
            if word == "fork":
                until, end = os.pipe()
                answer = os.fork()
                if answer == 0:
                    os.close(end); os.read(until, 1); os._exit(0)
                os.close(until)
            print(answer, flush=True)
        """;

    [Fact]
    public void Bytes_go_to_the_processes_at_both_ends()
    {
        using VmonSession session = WithoutBpf();
        using PythonProcess server = new(Peer);
        using PythonProcess client = new(Peer);
        Connect(server, client);
        Tell(client, "send 777");
        Tell(server, "receive 777");
        using ProcessWatch watch = Watch(session, server.Id, client.Id);
        Assert.Equal((0L, null), (Of(watch, client.Id).NetSendTotal, Of(watch, client.Id).NetSend));
        Tell(client, "send 12345");
        Tell(server, "receive 12345");
        watch.Sample();
        ProcessSample sender = Of(watch, client.Id);
        ProcessSample receiver = Of(watch, server.Id);
        Assert.Equal((12345L, 0L, 12345L), (sender.NetSend, sender.NetReceive, sender.NetSendTotal));
        Assert.Equal((0L, 12345L, 12345L), (receiver.NetSend, receiver.NetReceive, receiver.NetReceiveTotal));
        Assert.Equal((1L, NetworkSource.SocketDiagnostics), (sender.ConnectionCount, sender.NetworkSource));
        Assert.True(sender.NetworkSince > sender.StartTime);
        Assert.True(sender.Changed.HasFlag(ProcessChanges.Network));
    }

    [Fact]
    public void Connection_that_is_new_in_the_interval_counts_from_its_beginning_and_a_closed_one_stays_counted()
    {
        using VmonSession session = WithoutBpf();
        using PythonProcess server = new(Peer);
        using PythonProcess client = new(Peer);
        using ProcessWatch watch = Watch(session, server.Id, client.Id);
        Connect(server, client);
        Tell(client, "send 1000");
        Tell(client, "duplicate");
        watch.Sample();
        Assert.Equal((1000L, 1L), (Of(watch, client.Id).NetSend, Of(watch, client.Id).ConnectionCount));
        Tell(server, "close");
        watch.Sample();
        Assert.Equal((1000L, 0L), (Of(watch, server.Id).NetReceiveTotal, Of(watch, server.Id).ConnectionCount));
        Assert.Equal(0, Of(watch, server.Id).NetReceive);
    }

    [Fact]
    public void Connection_between_two_samples_and_datagrams_are_missing()
    {
        using VmonSession session = WithoutBpf();
        using PythonProcess server = new(Peer);
        using PythonProcess client = new(Peer);
        using ProcessWatch watch = Watch(session, server.Id, client.Id);
        Connect(server, client);
        Tell(client, "send 1000");
        Tell(client, "datagram 500");
        Tell(client, "close");
        watch.Sample();
        Assert.Equal((0L, 0L), (Of(watch, client.Id).NetSend, Of(watch, client.Id).ConnectionCount));
    }

    [Fact]
    public void Process_that_has_not_run_receives()
    {
        using VmonSession session = WithoutBpf();
        using PythonProcess server = new(Peer);
        using PythonProcess client = new(Peer);
        Connect(server, client);
        using ProcessWatch watch = Watch(session, server.Id, client.Id);
        for (int i = 1; i <= 5; i++)
        {
            Tell(client, "send 100");
            WaitUntil.True(() =>
            {
                Thread.Sleep(20);
                watch.Sample();
                return Of(watch, server.Id).NetReceiveTotal == i * 100;
            });
        }
    }

    [Fact]
    public void Process_that_starts_in_the_interval_counts_from_its_start()
    {
        using VmonSession session = WithoutBpf();
        using PythonProcess server = new(Peer);
        string port = Ask(server, "listen");
        using ShellProcess shell = new("echo ready; while read line; do python3 -c \"$line\" & done");
        _ = shell.ReadLine();
        using ProcessWatch watch = Watch(session, shell.Id);
        Thread.Sleep(20); // a tick of the clock of start times
        shell.WriteLine($"import socket, time; one = socket.create_connection(('127.0.0.1', {port})); one.sendall(b'x' * 5000); print('done', flush=True); time.sleep(60)");
        _ = shell.ReadLine();
        watch.Sample();
        ProcessSample child = watch.Processes().Single(process => process.ParentId == shell.Id);
        Assert.Equal((5000L, 5000L, child.StartTime), (child.NetSend, child.NetSendTotal, child.NetworkSince));
        ProcessTreeNode tree = ProcessTree.Build(watch.Snapshot()).Single(node => node.Id == shell.Id);
        Assert.Equal(5000, tree.TreeNetSend);
        System.Diagnostics.Process.GetProcessById(child.Id).Kill();
        WaitUntil.True(() =>
        {
            watch.Sample();
            return watch.Processes().All(process => process.Id != child.Id || process.State is ProcessState.Zombie);
        });
        Assert.Equal(5000, ProcessTree.Build(watch.Snapshot()).Single(node => node.Id == shell.Id).TreeNetSendTotal);
    }

    [Fact]
    public void Socket_of_two_processes_counts_once_and_follows_the_one_that_keeps_it()
    {
        using VmonSession session = WithoutBpf();
        using PythonProcess server = new(Peer);
        using PythonProcess client = new(Peer);
        Connect(server, client);
        int child = int.Parse(Ask(client, "fork"), CultureInfo.InvariantCulture);
        using ProcessWatch watch = Watch(session, client.Id);
        Tell(client, "send 100");
        watch.Sample();
        Assert.Equal((100L, 0L), (Of(watch, client.Id).NetSend, Of(watch, child).NetSend));
        Assert.Equal((1L, 1L), (Of(watch, client.Id).ConnectionCount, Of(watch, child).ConnectionCount));
        Assert.Equal(100, ProcessTree.Build(watch.Snapshot()).Single(node => node.Id == client.Id).TreeNetSend);
        Tell(client, "close");
        Tell(server, "send 70");
        long received = 0;
        WaitUntil.True(() =>
        {
            watch.Sample();
            received += Of(watch, child).NetReceive!.Value;
            return received == 70;
        });
        Assert.Equal((0L, 100L), (Of(watch, client.Id).NetReceiveTotal, Of(watch, client.Id).NetSendTotal));
    }

    [Fact]
    public void Bytes_are_kept_for_the_holder_that_remains_after_the_owner_exited()
    {
        using VmonSession session = WithoutBpf();
        using PythonProcess server = new(Peer);
        int child;
        using (PythonProcess client = new("import os, socket, sys, time\n" +
            "one = socket.create_connection(('127.0.0.1', int(sys.stdin.readline())))\n" +
            "child = os.fork()\n" +
            "if child == 0: time.sleep(60); os._exit(0)\n" +
            "print(child, flush=True); sys.stdin.readline()"))
        {
            client.WriteLine(Ask(server, "listen"));
            child = int.Parse(client.ReadLine(), CultureInfo.InvariantCulture);
            Tell(server, "accept");
            using ProcessWatch watch = Watch(session, client.Id);
            Tell(server, "send 50");
            client.WriteLine("exit");
            using (System.Diagnostics.Process owner = System.Diagnostics.Process.GetProcessById(client.Id)) owner.WaitForExit();
            WaitUntil.True(() =>
            {
                watch.Sample();
                return Of(watch, child).NetReceiveTotal == 50;
            });
            watch.Sample();
            Assert.Equal((50L, 0L), (Of(watch, child).NetReceiveTotal, Of(watch, child).NetReceive));
        }

        System.Diagnostics.Process.GetProcessById(child).Kill();
    }

    [Fact]
    public void Process_whose_descriptors_are_denied_is_unknown_and_the_own_ones_are_counted()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can start processes of another user.");
        using PythonProcess denied = new(Peer);
        Connect(denied, denied);
        using PythonProcess own = new(Peer);
        Tell(own, "drop 65534");
        Connect(own, own);
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = UnprivilegedThread.Run(() => Watch(session, denied.Id, own.Id));
        Tell(own, "send 321");
        Assert.True(UnprivilegedThread.Run(() =>
        {
            watch.Sample();
            return true;
        }));
        ProcessSample other = Of(watch, denied.Id);
        Assert.Equal((null, null, null, NetworkSource.None), (other.NetReceive, other.NetSendTotal, other.ConnectionCount, other.NetworkSource));
        Assert.True(other.Denied.HasFlag(ProcessDataSets.Network));
        ProcessSample counted = Of(watch, own.Id);
        Assert.Equal((321L, 2L, NetworkSource.SocketDiagnostics), (counted.NetSend, counted.ConnectionCount, counted.NetworkSource));
    }

    [Fact]
    public void Connections_of_another_network_namespace_are_counted_if_it_may_be_entered()
    {
        _ = Tool.Find("ip");
        const string script = """
            import socket, subprocess, sys
            subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
            print("ready", flush=True)
            sys.stdin.readline()
            server = socket.create_server(("127.0.0.1", 0))
            one = socket.create_connection(server.getsockname()); other = server.accept()[0]
            one.sendall(b"x" * 12345); other.recv(12345, socket.MSG_WAITALL)
            print("done", flush=True)
            sys.stdin.readline()
            """;
        using VmonSession session = WithoutBpf();
        using ShellProcess shell = new($"exec unshare --net python3 -c '{script}'");
        Assert.SkipWhen(shell.TryReadLine() is null, "Network namespaces are not permitted.");
        using ProcessWatch watch = Watch(session, shell.Id);
        shell.WriteLine("go");
        _ = shell.ReadLine();
        watch.Sample();
        Assert.Equal((12345L, 2L), (Of(watch, shell.Id).NetSend, Of(watch, shell.Id).ConnectionCount));

        using ProcessWatch single = session.Watch(new ProcessSelection { Targets = [session.Find(shell.Id)!.Value] }, ProcessDataSets.Network, events: false);
        single.Sample();
        Assert.Equal((null, 2L, NetworkSource.None), (Of(single, shell.Id).NetSendTotal, Of(single, shell.Id).ConnectionCount, Of(single, shell.Id).NetworkSource));
    }

    private static VmonSession WithoutBpf() => new(new SessionOptions { UseEvents = false, UseTaskStream = false });

    private static void Connect(PythonProcess server, PythonProcess client)
    {
        string port = Ask(server, "listen");
        Tell(client, $"connect {port}");
        Tell(server, "accept");
    }

    private static void Tell(PythonProcess process, string command) => Ask(process, command);

    private static string Ask(PythonProcess process, string command)
    {
        process.WriteLine(command);
        return process.ReadLine();
    }

    private static ProcessWatch Watch(VmonSession session, params int[] ids)
    {
        ProcessSelection selection = new() { Targets = [.. ids.Select(id => session.Find(id)!.Value)], FollowChildren = true };
        ProcessWatch watch = session.Watch(selection, ProcessDataSets.Default | ProcessDataSets.Network);
        watch.Sample();
        Assert.SkipUnless(watch.NetworkSource == NetworkSource.SocketDiagnostics, "The kernel has no socket diagnostics.");
        return watch;
    }

    private static ProcessSample Of(ProcessWatch watch, int id) => watch.Processes().Single(process => process.Id == id);
}
