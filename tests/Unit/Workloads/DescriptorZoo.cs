using System.Diagnostics;

namespace Vmon.Tests.Workloads;

/// <summary>A python3 process that holds one descriptor of every kind and prints their numbers.</summary>
internal sealed class DescriptorZoo : IDisposable
{
    private const string Script =
        """
        import os, select, socket, sys, tempfile
        directory = tempfile.mkdtemp(); held = {}
        def hold(name, descriptor): held[name] = descriptor
        def path(name): return os.path.join(directory, name)
        def file(name, flags): return os.open(path(name), flags | os.O_CREAT, 0o600)
        r, w = os.pipe(); hold('reader', r); hold('writer', w)
        one, other = socket.socketpair(); hold('socket', one.fileno()); hold('peer', other.fileno())
        unbound = socket.socket(); hold('unbound', unbound.fileno())
        hold('path', os.open(directory, os.O_PATH)); hold('directory', os.open(directory, os.O_RDONLY))
        hold('memory', os.memfd_create('x y'))
        poll = select.epoll(); hold('epoll', poll.fileno()); poll.register(r, select.EPOLLIN); poll.register(one, select.EPOLLIN)
        hold('null', os.open('/dev/null', os.O_RDWR))
        os.mkfifo(path('fifo')); hold('fifo', os.open(path('fifo'), os.O_RDWR))
        os.mkfifo(path('deaf')); ear = os.open(path('deaf'), os.O_RDONLY | os.O_NONBLOCK); hold('deaf', os.open(path('deaf'), os.O_WRONLY)); os.close(ear)
        hold('regular', file('regular', os.O_WRONLY | os.O_APPEND)); os.write(held['regular'], b'12345')
        hold('deleted', file('deleted', os.O_RDWR)); os.unlink(path('deleted'))
        hold('called', file('called (deleted)', os.O_RDONLY))
        hold('linked', file('first', os.O_RDONLY)); os.link(path('first'), path('second')); os.unlink(path('first'))
        hold('odd', file('new\nline', os.O_RDONLY))
        hold('namespace', os.open('/proc/self/ns/net', os.O_RDONLY))
        import ctypes
        libc = ctypes.CDLL(None); hold('event', libc.eventfd(3, 0)); hold('inotify', libc.inotify_init()); hold('timer', libc.timerfd_create(1, 0))
        libc.timerfd_settime(held['timer'], 0, (ctypes.c_long * 4)(1, 0, 3600, 0), None)
        hold('signals', libc.signalfd(-1, (ctypes.c_ulong * 16)(1 << 9), 0)); hold('process', libc.syscall(434, os.getpid(), 0))
        many = [os.open('/dev/null', os.O_RDONLY) for _ in range(int(sys.argv[1]))]
        print(directory, ' '.join(f'{name}={descriptor}' for name, descriptor in held.items()), sep='\n', flush=True)
        for line in sys.stdin:
            if line == 'open\n': held['new'], held['gone'] = os.pipe(); print(held['new'], flush=True)
            if line == 'close\n': os.close(held['new']); os.close(held['gone']); print('closed', flush=True)
            if line == 'end\n': break
        """;

    private readonly Process _process;
    private readonly Dictionary<string, int> _descriptors;

    internal DescriptorZoo(int more = 0)
    {
        ProcessStartInfo start = new(Tool.Find("python3")) { RedirectStandardOutput = true, RedirectStandardInput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(Script);
        start.ArgumentList.Add(more.ToString(System.Globalization.CultureInfo.InvariantCulture));
        _process = Process.Start(start)!;
        Directory = ReadLine();
        _descriptors = ReadLine().Split(' ').Select(pair => pair.Split('=')).ToDictionary(
            pair => pair[0], pair => int.Parse(pair[1], System.Globalization.CultureInfo.InvariantCulture));
    }

    internal int Id => _process.Id;

    /// <summary>The directory of its files.</summary>
    internal string Directory { get; }

    /// <summary>The number of a named descriptor.</summary>
    internal int this[string name] => _descriptors[name];

    /// <summary>Sends a line and waits for the answer.</summary>
    internal string Ask(string line)
    {
        _process.StandardInput.WriteLine(line);
        return ReadLine();
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private string ReadLine() => _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The process has exited.");
}
