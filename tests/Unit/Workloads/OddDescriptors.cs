using System.Globalization;

namespace Vmon.Tests.Workloads;

/// <summary>
/// Processes with descriptors of every kind that this machine permits: in another network and mount namespace, in a chroot, with names that are not text, and with
/// paths longer than a pass over the open files carries.
/// </summary>
internal sealed class OddDescriptors : IDisposable
{
    private const string Script =
        """
        import ctypes, fcntl, os, resource, signal, socket, sys
        libc = ctypes.CDLL(None, use_errno=True); held = []; root = os.fsencode(sys.argv[1]); os.chdir(root)
        def attempt(action):
            try: held.append(action())
            except OSError: pass
        def call(*arguments):
            result = libc.syscall(*arguments)
            if result < 0: raise OSError(ctypes.get_errno(), 'syscall')
            return result
        def sockets():
            kinds = [socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET]
            for family in range(1, 46):
                for kind in kinds: attempt(lambda: socket.socket(family, kind, 1 if family == socket.AF_INET and kind == socket.SOCK_RAW else 0))
        def make(name, flags=os.O_RDWR, content=b'12345'):
            file = os.open(name, flags | os.O_CREAT, 0o600)
            if flags & (os.O_RDWR | os.O_WRONLY): os.write(file, content)
            return file
        def run(child):
            ready, done = os.pipe(); pid = os.fork()
            if pid == 0:
                libc.prctl(1, signal.SIGKILL); child(); os.write(done, b'x'); signal.pause()
            os.read(ready, 1); return pid
        def mounted():
            if libc.unshare(0x20000) or libc.mount(b'none', b'/', None, 0x44000, None): return
            os.makedirs(b'mounted'); os.makedirs(b'detached')
            if libc.mount(b'none', root + b'/mounted', b'tmpfs', 0, None) == 0: held.append(make(root + b'/mounted/file'))
            if libc.mount(b'none', root + b'/detached', b'tmpfs', 0, None) == 0:
                held.append(make(root + b'/detached/file')); libc.umount2(root + b'/detached', 2)
            for name in [b'lower', b'upper', b'work', b'merged']: os.makedirs(root + b'/mounted/' + name)
            os.close(make(root + b'/mounted/lower/below')); options = b'lowerdir=lower,upperdir=upper,workdir=work'; os.chdir(root + b'/mounted')
            if libc.mount(b'overlay', root + b'/mounted/merged', b'overlay', 0, options) == 0:
                attempt(lambda: os.open(root + b'/mounted/merged/below', os.O_RDONLY)); attempt(lambda: make(root + b'/mounted/merged/new'))
        def rooted():
            os.makedirs(b'new root/sub'); os.chroot(root + b'/new root'); held.append(make(b'/sub/file')); held.append(os.open('/', os.O_RDONLY))
        def alone():
            if libc.unshare(0x40000000) == 0: sockets()
        def untabled():
            import threading
            def own(): libc.unshare(0x400); held.append(make(b'only in a thread')); started.set(); signal.pause()
            started = threading.Event(); threading.Thread(target=own, daemon=True).start(); started.wait()
        names = [b'plain', b'a space', b'new\nline', b'tab\t', b'\xff\xfe not text', b'back\\slash', b'named (deleted)', b'socket:[1]', b'x' * 255, '\u00e9\u4e2d'.encode()]
        for name in names: attempt(lambda: make(name)); attempt(lambda: os.open(name, os.O_RDONLY | os.O_CLOEXEC)); attempt(lambda: os.open(name, os.O_PATH))
        attempt(lambda: make(b'gone')); os.unlink(b'gone'); attempt(lambda: make(b'again')); os.unlink(b'again'); attempt(lambda: make(b'again'))
        attempt(lambda: make(b'sparse', content=b'')); os.truncate(b'sparse', 1 << 30); attempt(lambda: make(b'large', content=b'x' * 3000000))
        os.makedirs(b'gone directory'); attempt(lambda: os.open(b'gone directory', os.O_RDONLY)); os.rmdir(b'gone directory')
        os.symlink(b'plain', b'link'); attempt(lambda: os.open(b'link', os.O_PATH | os.O_NOFOLLOW))
        os.mkfifo(b'fifo'); attempt(lambda: os.open(b'fifo', os.O_RDWR)); attempt(lambda: os.open(b'fifo', os.O_RDONLY | os.O_NONBLOCK))
        attempt(lambda: os.open(b'.', os.O_TMPFILE | os.O_RDWR)); attempt(lambda: os.open(b'/tmp', os.O_TMPFILE | os.O_RDWR))
        named = socket.socket(socket.AF_UNIX); named.bind(b'bound'); held.append(named); attempt(lambda: os.open(b'bound', os.O_PATH))
        for device in ['null', 'zero', 'full', 'random', 'tty', 'ptmx', 'fuse', 'kvm', 'net/tun', 'loop-control', 'loop0', 'vda', 'sda', 'kmsg']:
            attempt(lambda: os.open('/dev/' + device, os.O_RDONLY | os.O_NONBLOCK))
        attempt(lambda: os.openpty()); attempt(lambda: os.pipe()); attempt(lambda: os.memfd_create('a b')); attempt(lambda: os.memfd_create('huge', 4))
        for file in ['self/stat', 'self/fd', 'self/fdinfo', 'self/task', 'net/dev', 'meminfo', 'sys/kernel/pid_max', 'self/ns/pid', 'self/ns/mnt', 'self/ns/net', 'kcore']:
            attempt(lambda: os.open('/proc/' + file, os.O_RDONLY))
        for file in ['/sys/kernel/mm', '/sys/class/net', '/sys/kernel/debug', '/sys/kernel/tracing', '/sys/fs/cgroup/cgroup.procs', '/etc/passwd', '/dev/mqueue', '/usr/bin']:
            attempt(lambda: os.open(file, os.O_RDONLY))
        attempt(lambda: libc.eventfd(3, 0)); attempt(lambda: call(425, 4, ctypes.create_string_buffer(256))); attempt(lambda: call(447, 0)); attempt(lambda: call(300 if os.uname().machine == 'x86_64' else 262, 0, 0))
        attempt(lambda: call(323 if os.uname().machine == 'x86_64' else 282, 1)); attempt(lambda: call(430, b'tmpfs', 0)); attempt(lambda: call(428, -100, b'/', 1)); attempt(lambda: call(434, os.getpid(), 0))
        attempt(lambda: fcntl.fcntl(make(b'locked'), fcntl.F_SETLK, b'\1' + bytes(31))); locked = make(b'flocked'); fcntl.flock(locked, fcntl.LOCK_EX); held.append(locked)
        position = make(b'position'); os.lseek(position, 1 << 40, 0); held.append(position); attempt(lambda: make(b'flags', os.O_RDWR | os.O_APPEND | os.O_SYNC | os.O_NOATIME | os.O_NONBLOCK))
        sockets()
        for depth in [3, 5, 15, 18]:
            os.chdir(root)
            for i in range(depth):
                if not os.path.isdir('d' * 250): os.mkdir('d' * 250)
                os.chdir('d' * 250)
            attempt(lambda: make(b'deep')); attempt(lambda: make(b'deep and gone')); os.unlink(b'deep and gone')
        os.chdir(root)
        high = resource.getrlimit(resource.RLIMIT_NOFILE)[0] - 1; attempt(lambda: os.dup2(1, high))
        print(os.getpid(), *[run(child) for child in [mounted, rooted, alone, untabled]], flush=True)
        sys.stdin.readline()
        """;

    private readonly TemporaryDirectory _directory = new();
    private readonly PythonProcess _process;

    internal OddDescriptors()
    {
        _process = new PythonProcess(Script, _directory.Path);
        Ids = [.. _process.ReadLine().Split(' ').Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
    }

    /// <summary>The processes, which do not run any more.</summary>
    internal IReadOnlyList<int> Ids { get; }

    public void Dispose()
    {
        _process.Dispose();
        _directory.Dispose();
    }
}
