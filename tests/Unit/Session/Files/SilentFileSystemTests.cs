using System.Diagnostics;
using System.Globalization;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Session;

/// <summary>
/// A file system (FUSE) whose server no longer answers when a path is looked up, as one of a network whose server is gone. Whoever looks
/// waits, deaf to all signals but SIGKILL.
/// </summary>
[Collection(nameof(DescriptorTests))]
public class SilentFileSystemTests
{
    private const string Script =
        """
        import ctypes, os, signal, struct, sys, tempfile, time
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.unshare(0x20000) != 0 or libc.mount(None, b'/', None, 0x44000, None) != 0: print('refused', flush=True); sys.exit()
        try: fuse = os.open('/dev/fuse', os.O_RDWR)
        except OSError: print('refused', flush=True); sys.exit()
        place = tempfile.mkdtemp(); here = place.encode()
        if libc.mount(b'x', here, b'fuse', 0, b'fd=%d,rootmode=40000,user_id=0,group_id=0' % fuse) != 0: print('refused', flush=True); sys.exit()
        def attributes(inode): return struct.pack('<QQQQQQIIIIIIIIII', inode, 5, 0, 0, 0, 0, 0, 0, 0, 0o40755 if inode == 1 else 0o100644, 1, 0, 0, 0, 4096, 0)
        def serve():
            isKnown = False
            while True:
                try: asked = os.read(fuse, 1 << 20)
                except OSError: os._exit(0)
                operation, unique, inode = struct.unpack_from('<IQQ', asked, 4)
                error = 0; body = b''
                if operation == 26: body = struct.pack('<IIIIHHI', 7, 31, 0, 0, 16, 12, 4096) + bytes(40)
                elif operation == 1 and not isKnown: isKnown = True; body = struct.pack('<QQQQII', 2, 0, 0, 0, 0, 0) + attributes(2)
                elif operation == 3: body = struct.pack('<QII', 0, 0, 0) + attributes(inode)
                elif operation == 14: body = bytes(16)
                elif operation in (1, 2, 36, 42): continue
                else: error = -38
                os.write(fuse, struct.pack('<IiQ', 16 + len(body), error, unique) + body)
        server = os.fork()
        if server == 0:
            signal.alarm(60)  # whatever becomes of the test
            serve()
        os.close(fuse)
        file = os.open(place + '/x (deleted)', os.O_RDONLY)
        print(server, file, flush=True)
        time.sleep(1000)
        """;

    [Fact]
    public async Task An_open_file_is_told_of_without_a_look_at_where_it_may_be()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "It takes root to mount.");
        using PythonProcess holder = new(Script);
        string line = holder.ReadLine();
        Assert.SkipWhen(line == "refused", "This kernel does not mount FUSE here.");
        int[] numbers = [.. line.Split(' ').Select(word => int.Parse(word, CultureInfo.InvariantCulture))];
        using Process server = Process.GetProcessById(numbers[0]);
        try
        {
            OpenFile file = await OtherMounts.Run(holder.Id, () => File(holder.Id, numbers[1]))
                .WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
            Assert.Equal((FileType.Regular, 2ul, DescriptorAccess.Read, null), (file.Type, file.Inode, file.Access, file.IsDeleted));
            Assert.EndsWith("/x (deleted)", file.Target, StringComparison.Ordinal);
        }
        finally
        {
            server.Kill(); // without it, the file system fails whoever waits for it
        }
    }

    private static OpenFile File(int id, int descriptor)
    {
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = session.Watch(new ProcessSelection { Targets = [session.Find(id)!.Value] }, ProcessWants.Files);
        watch.Sample();
        return watch.Files(new FileSelection { IncludeInfo = true }).Single(file => file.Descriptor == descriptor);
    }
}
