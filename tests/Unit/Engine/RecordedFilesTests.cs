using System.Globalization;

namespace Vmon.Tests.Engine;

/// <summary>A copied /proc. Its links are ordinary links, and their targets on this machine are not its files.</summary>
public sealed class RecordedFilesTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("vmon-").FullName;

    public RecordedFilesTests()
    {
        File.WriteAllText(Path.Combine(_root, "version"), "Linux version 6.1.0-18-amd64 (builder@example) #1 SMP\n");
        Write("5/stat", Stat(start: 1234));
        Write("5/net/tcp", "  sl\n   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 700 1 00000000a02a90b1\n");
        Link(10, "pipe:[600]", "01");
        Link(2, "pipe:[600]", "0100000");
        Link(3, "/dev/null", "02");
        Link(4, "socket:[700]", "02");
        Link(7, "/gone (deleted)", "02");
        Link(8, "pipe:[601]", null);
    }

    [Fact]
    public void Socket_path_with_a_newline_cannot_forge_another_socket()
    {
        const string Forged = "0000000000000001: 00000002 00000000 00010000 0001 01";
        Write("5/net/unix", $"Num\n0000000000000002: 00000002 00000000 00000000 0001 03   701 @mine\n{Forged}   700 /forged\n{Forged}   702 /forged\n"
            + "0000000000000003: 00000002 00000000 00000000 0002 01   702 /true\n");
        Link(5, "socket:[701]", "02");
        Link(6, "socket:[702]", "02");
        SocketInfo?[] sockets = Sample(watch => watch.Files(FileSelection.Everything).Select(file => file.Socket).OfType<SocketInfo>().ToArray());
        Assert.Equal(["tcp", "unix", "unix"], sockets.Select(socket => socket!.Protocol));
        Assert.Equal(["127.0.0.1", "@mine", null], sockets.Select(socket => socket!.LocalAddress));
        Assert.Null(sockets[2]!.State);
    }

    [Fact]
    public void Socket_is_found_among_120_000_in_proc_net_tcp()
    {
        const int Sockets = 120_000;
        const string Line = "   0: 0100007F:1F90 0200007F:{0:X4} 06 00000000:00000000 00:00000000 00000000     0        0 {1} 1 00000000a02a90b1 20 4 30 10 -1";
        string[] lines = [.. Enumerable.Range(0, Sockets).Select(number => string.Format(CultureInfo.InvariantCulture, Line, number % 0xffff, 1000 + number).PadRight(149))];
        Write("5/net/tcp", "  sl\n" + string.Join('\n', lines) + '\n');
        Assert.True(new FileInfo(Path.Combine(_root, "5/net/tcp")).Length > 16 * 1024 * 1024);
        int[] descriptors = [50, 51, 52];
        int[] numbers = [0, Sockets / 2, Sockets - 1];
        foreach ((int descriptor, int number) in descriptors.Zip(numbers)) Link(descriptor, $"socket:[{1000 + number}]", "02");
        SocketInfo[] sockets = Sample(watch => watch.Files(FileSelection.Everything).Where(file => descriptors.Contains(file.Descriptor)).Select(file => file.Socket!).ToArray());
        Assert.Equal(numbers.Select(number => (int?)(number % 0xffff)), sockets.Select(socket => socket.RemotePort));
    }

    [Fact]
    public void Info_is_null_when_the_PID_was_reused()
    {
        OpenFile[] files = Sample(watch =>
        {
            Write("5/stat", Stat(start: 5678));
            return watch.Files(new FileSelection { IncludeInfo = true }).ToArray();
        });
        Assert.Equal(6, files.Length);
        Assert.All(files, file => Assert.Equal((1234, null, null, null, null), (file.StartTicks, file.Position, file.Flags, file.MountId, file.Info)));
        Assert.Equal([new SocketInfo { Inode = 700 }], files.Select(file => file.Socket).OfType<SocketInfo>());
    }

    [Fact]
    public void Files_of_a_copy_contain_no_data_of_this_machine()
    {
        OpenFile[] files = Sample(watch => watch.Files(FileSelection.Everything).ToArray());
        Assert.Equal([2, 3, 4, 7, 8, 10], files.Select(file => file.Descriptor));
        OpenFile device = files[1];
        Assert.Equal((FileType.Unknown, "/dev/null", DescriptorAccess.ReadWrite), (device.Type, device.Path, device.Access));
        Assert.Null(device.Inode);
        Assert.Null(device.SpecialDevice);
        Assert.Equal(("tcp", 8080u, SocketState.Listen), (files[2].Socket!.Protocol, files[2].Socket!.LocalPort, files[2].Socket!.State));
        Assert.True(files[3].IsDeleted);
        Assert.Null(files[4].Access);
    }

    [Fact]
    public void Access_comes_from_fdinfo_and_is_null_without()
    {
        Pipe[] pipes = Sample(watch => watch.Pipes().ToArray());
        Assert.Equal([600ul, 601ul], pipes.Select(pipe => pipe.Inode));
        Assert.Equal((2, 10), (pipes[0].Readers.Single().Descriptor, pipes[0].Writers.Single().Descriptor));
        Assert.Equal(PipeEnds.None, pipes[0].MissingEnds);
        Assert.Null(pipes[1].MissingEnds);
        Assert.Single(pipes[1].Ends);
    }

    private static string Stat(int start) =>
        $"5 (sh) S 1 5 5 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 {start} 4096 10 18446744073709551615 1 2 3 4 5 0 0 0 0 0 0 0 17 1 0 0 0 0 0\n";

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private T Sample<T>(Func<ProcessWatch, T> get)
    {
        using VmonSession session = new(new SessionOptions { ProcRoot = _root });
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything, ProcessDataSets.Files);
        watch.Sample();
        return get(watch);
    }

    private void Link(int descriptor, string target, string? flags)
    {
        _ = Directory.CreateDirectory(Path.Combine(_root, "5/fd"));
        _ = File.CreateSymbolicLink(Path.Combine(_root, $"5/fd/{descriptor}"), target);
        if (flags is not null) Write($"5/fdinfo/{descriptor}", $"pos:\t0\nflags:\t{flags}\n");
    }

    private void Write(string name, string text)
    {
        string path = Path.Combine(_root, name);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
