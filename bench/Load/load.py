"""Starts a tree of processes to sample: load.py KIND COUNT SECONDS. Prints "ready". Exits, with all its processes, when its input ends."""
import ctypes
import functools
import os
import signal
import socket
import sys
import threading
import time

PR_SET_PDEATHSIG = 1


def spawn_sleeper(null):
    """Does not fork: copying Python's memory takes many times as long as starting the sleeper."""
    os.posix_spawnp("setpriv", ["setpriv", "--pdeathsig", "KILL", "sleep", "infinity"], os.environ,
                    file_actions=[(os.POSIX_SPAWN_DUP2, null, 0), (os.POSIX_SPAWN_DUP2, null, 1)])


def busy(seconds):
    """Runs and reads twice in every interval, which leaves enough CPU to the tool that is measured."""
    zero = os.open("/dev/zero", os.O_RDONLY)
    while True:
        os.read(zero, 512)
        time.sleep(seconds / 2)


def threads():
    for _ in range(19):
        threading.Thread(target=signal.pause, daemon=True).start()
    signal.pause()


def files():
    """Holds a hundred descriptors: seventy files, ten sockets, and ten pipes with both ends."""
    folders = ["/usr/lib/os-release", "/etc/passwd", "/etc/hostname", "/dev/null", "/proc/self/stat", "/etc/group", "/etc/hosts"]
    held = [open(name, "rb") for name in folders * 10]
    held += [socket.socket(socket.AF_INET, socket.SOCK_DGRAM if i % 2 else socket.SOCK_STREAM) for i in range(10)]
    held += [os.pipe() for _ in range(10)]
    signal.pause()
    return held


def body(kind, index, seconds):
    if kind == "files":
        return files
    if kind == "threads":
        return threads
    if kind == "busy" or (kind == "busy10" and index % 10 == 0):
        return functools.partial(busy, seconds)
    return None


def main(kind, count, seconds):
    libc = ctypes.CDLL(None)
    null = os.open("/dev/null", os.O_RDWR)
    for index in range(count):
        run = body(kind, index, seconds)
        if run is None:
            spawn_sleeper(null)
        elif os.fork() == 0:
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
            os.dup2(null, 0)
            os.dup2(null, 1)
            run()
    time.sleep(0.5)
    print("ready", flush=True)
    sys.stdin.read()


main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
