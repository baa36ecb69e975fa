namespace Vmon.Tests.Workloads;

/// <summary>The start of a python3 script that mounts a FUSE file system in its own namespace. The server does not answer all requests.</summary>
internal static class FuseScript
{
    /// <summary>
    /// Prints "refused" and exits if FUSE cannot be mounted. Otherwise `place` is the mount point, and `start` forks the server and returns its PID.
    /// Arguments: size of its file, seconds for which answers are valid, number of look-ups that it answers, and request that it never answers.
    /// </summary>
    internal const string Text =
        """
        import ctypes, mmap, os, signal, struct, sys, tempfile, threading, time
        LOOKUP, READ = 1, 15
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.unshare(0x20000) != 0 or libc.mount(None, b'/', None, 0x44000, None) != 0: print('refused', flush=True); sys.exit()
        try: fuse = os.open('/dev/fuse', os.O_RDWR)
        except OSError: print('refused', flush=True); sys.exit()
        place = tempfile.mkdtemp(); here = place.encode()
        if libc.mount(b'x', here, b'fuse', 0, b'fd=%d,rootmode=40000,user_id=0,group_id=0' % fuse) != 0: print('refused', flush=True); sys.exit()
        def serve(size, keep, lookups, silent):
            def attributes(inode): return struct.pack('<QQQQQQIIIIIIIIII', inode, size, 0, 0, 0, 0, 0, 0, 0, 0o40755 if inode == 1 else 0o100644, 1, 0, 0, 0, 4096, 0)
            while True:
                try: asked = os.read(fuse, 1 << 20)
                except OSError: os._exit(0)
                operation, unique, inode = struct.unpack_from('<IQQ', asked, 4)
                error = 0; body = b''
                if operation == 26: body = struct.pack('<IIIIHHI', 7, 31, 0, 0, 16, 12, 4096) + bytes(40)
                elif operation == LOOKUP and lookups > 0: lookups -= 1; body = struct.pack('<QQQQII', 2, 0, keep, keep, 0, 0) + attributes(2)
                elif operation == 3: body = struct.pack('<QII', keep, 0, 0) + attributes(inode)
                elif operation == 14: body = bytes(16)
                elif operation in (silent, 2, 36, 42): continue
                else: error = -38
                os.write(fuse, struct.pack('<IiQ', 16 + len(body), error, unique) + body)
        def start(**answers):
            server = os.fork()
            if server == 0:
                signal.alarm(60)  # the server of a failed test would block every ps of the machine
                serve(**answers)
            os.close(fuse)
            return server

        """;
}
