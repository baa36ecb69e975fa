using System.Text;
using Vmon.Kernel;
using Vmon.Kernel.Network;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Kernel.Network;

public class ConnectionIteratorTests
{
    [Fact]
    public void Connections_are_sockets_that_neither_listen_nor_are_closed()
    {
        const string script = """
            import os, socket, sys
            server = socket.socket(); server.bind(("127.0.0.1", 0)); server.listen(10)
            ends = [socket.create_connection(server.getsockname()) for index in range(3)]
            ends += [server.accept()[0] for index in range(2)]
            twice = os.dup(ends[0].fileno())
            others = [socket.socket(), socket.socket(socket.AF_INET, socket.SOCK_DGRAM), socket.socketpair()]
            six = socket.socket(socket.AF_INET6); six.bind(("::1", 0)); six.listen(1)
            ends.append(socket.create_connection(six.getsockname()[:2]))
            print("ready", flush=True)
            sys.stdin.readline()
            """;
        using ConnectionIterator iterator = Open();
        using PythonProcess python = new(script);
        _ = python.ReadLine();
        Assert.Equal(6, CountOf(iterator, python.Id));
    }

    [Fact]
    public void Connections_of_each_of_two_processes_that_share_them_count()
    {
        const string script = """
            import os, socket, sys
            server = socket.socket(); server.bind(("127.0.0.1", 0)); server.listen(1)
            one = socket.create_connection(server.getsockname()); other = server.accept()[0]
            child = os.fork()
            if child == 0:
                one.close()
                os.read(0, 1)
                os._exit(0)
            import time
            time.sleep(0.2)
            print(child, flush=True)
            sys.stdin.readline()
            """;
        using ConnectionIterator iterator = Open();
        using PythonProcess python = new(script);
        int child = int.Parse(python.ReadLine(), System.Globalization.CultureInfo.InvariantCulture);
        WaitUntil.True(() => CountOf(iterator, child) == 1);
        Assert.Equal(2, CountOf(iterator, python.Id));
    }

    [Fact]
    public void Process_without_connections_has_none()
    {
        using ConnectionIterator iterator = Open();
        using ShellProcess shell = new("echo ready; read line");
        _ = shell.ReadLine();
        Assert.Equal(0, CountOf(iterator, shell.Id));
    }

    private static ConnectionIterator Open()
    {
        Assert.SkipUnless(BpfPermission.IsGranted(new ReadBuffer()) && BpfPermission.MayReadAll(new ReadBuffer()), "BPF is not permitted.");
        Assert.True(KernelTypes.TryRead(out Btf? types));
        byte[] log = new byte[1 << 20];
        ConnectionIterator? iterator = ConnectionIterator.TryLoad(types, log);
        Assert.SkipWhen(iterator is null, Encoding.ASCII.GetString(log).TrimEnd('\0'));
        return iterator;
    }

    private static long CountOf(ConnectionIterator iterator, int process)
    {
        ConnectionCounts counts = new();
        Assert.True(iterator.TryRead(counts, TestContext.Current.CancellationToken));
        Assert.True(ProcStat.TryParse(File.ReadAllBytes($"/proc/{process}/stat"), out ProcStat stat));
        return counts.Of(new ProcessIdentity(process, stat.StartTime));
    }
}
