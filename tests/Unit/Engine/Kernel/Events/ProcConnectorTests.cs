using Vmon.Kernel.Events;
using Vmon.Parsing.Processes;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Kernel.Events;

[Collection(nameof(DescriptorTests))]
public sealed class ProcConnectorTests : IDisposable
{
    private readonly ProcConnector? _connector = ProcConnector.TryOpen();
    private readonly List<ProcessRecord> _records = [];

    public ProcConnectorTests() => Assert.SkipWhen(_connector is null, "The process connector is not permitted.");

    public void Dispose() => _connector?.Dispose();

    [Fact]
    public void Exit_has_code_parent_name_and_start_of_a_process_that_was_seen()
    {
        using ShellProcess shell = new("echo ready; read line; exit 3");
        _ = shell.ReadLine();
        Assert.True(ProcStat.TryParse(File.ReadAllBytes($"/proc/{shell.Id}/stat"), out ProcStat stat));
        ExecRecord exec = Wait<ExecRecord>(shell.Id);
        Assert.Equal("/bin/sh\0-c\0echo ready; read line; exit 3\0"u8.ToArray(), exec.Command);
        Assert.Equal(new ProcessIdentity(shell.Id, stat.StartTime), exec.Identity);
        Assert.Equal(Environment.ProcessId, Wait<StartRecord>(shell.Id).ParentId);
        shell.WriteLine("end");
        ExitRecord exit = Wait<ExitRecord>(shell.Id);
        Assert.Equal(exec.Identity, exit.Identity);
        Assert.Equal(Environment.ProcessId, exit.ParentId);
        Assert.Equal(3, exit.Status?.ExitCode);
        Assert.Equal("sh"u8.ToArray(), exit.Name!.Value.Bytes.ToArray());
        Assert.True(exit.IsFinal);
        Assert.False(exit.IsExact);
        Assert.InRange(exit.Time, exec.Time, Vmon.Native.SystemConstants.NanosecondsSinceBoot);
    }

    [Fact]
    public void Name_of_a_process_that_is_gone_is_that_of_its_parent_until_it_executes_or_renames_itself()
    {
        // Nothing is read while they live.
        const string script = """
            import ctypes, os
            def child(act):
                pid = os.fork()
                if pid == 0:
                    act()
                    os._exit(0)
                os.waitpid(pid, 0)
                return pid
            ctypes.CDLL(None).prctl(15, b"vmon-parent")
            ids = [child(lambda: None), child(lambda: ctypes.CDLL(None).prctl(15, b"vmon-child")), child(lambda: os.execl("/bin/true", "true"))]
            print(*ids, flush=True)
            """;
        using PythonProcess python = new(script);
        int[] ids = [.. python.ReadLine().Split(' ').Select(id => int.Parse(id, System.Globalization.CultureInfo.InvariantCulture))];
        ExitRecord[] exits = [.. ids.Select(Wait<ExitRecord>)];
        Assert.Equal(["vmon-parent", "vmon-child", null], exits.Select(exit => exit.Name is { } name ? System.Text.Encoding.ASCII.GetString(name.Bytes) : null));
        Assert.All(exits, exit => Assert.True(exit.StartTime <= exit.Time && !exit.IsStartExact && exit.ParentId == python.Id));
    }

    [Fact]
    public void Threads_are_not_reported()
    {
        Thread thread = new(static () => { });
        thread.Start();
        thread.Join();
        using ShellProcess shell = new("exit 0");
        _ = Wait<ExitRecord>(shell.Id);
        Assert.DoesNotContain(_records, record => record.Id == Environment.ProcessId);
    }

    [Fact]
    public void A_full_buffer_is_counted_as_a_gap()
    {
        using ProcConnector small = ProcConnector.TryOpen(bufferSize: 4096)!;
        using ShellProcess many = new("for i in $(seq 200); do (:); done; echo done");
        _ = many.ReadLine();
        Assert.Equal(0, small.Lost);
        small.Drain(new ListSink(_records));
        Assert.True(small.Lost > 0);
    }

    private T Wait<T>(int id)
        where T : ProcessRecord
    {
        T? found = null;
        WaitUntil.True(() =>
        {
            _connector!.Drain(new ListSink(_records));
            return (found = _records.OfType<T>().LastOrDefault(record => record.Id == id)) is not null;
        });
        return found!;
    }

    private sealed class ListSink(List<ProcessRecord> records) : IEventSink
    {
        public void Add(ProcessRecord record) => records.Add(record);

        public void Complete(int id, long startTime, in ProcessUsage usage) => throw new NotSupportedException();
    }
}
