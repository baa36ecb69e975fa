"""Starts a tree of processes to sample: load.py KIND COUNT SECONDS. Prints "ready". Exits, with all its processes, when its input ends."""
import ctypes
import functools
import os
import random
import select
import signal
import socket
import sys
import tempfile
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


def waking(index, folder, seconds):
    """Sleeps for twenty intervals on average, then computes for 1 to 30 ms, writes up to 12 pages to a file and reads one of another."""
    choice = random.Random(index)
    written = os.open(f"{folder}/{index}", os.O_RDWR)
    read = os.open(f"{folder}/0", os.O_RDONLY)
    while True:
        time.sleep(choice.expovariate(1 / (20 * seconds)))
        end = time.thread_time() + choice.uniform(0.001, 0.030)
        while time.thread_time() < end:
            pass
        os.pwrite(written, b"x" * 4096 * choice.randint(1, 12), 0)
        os.pread(read, 4096, 0)


def storm():
    """Starts 1,250 processes a second that exit at once."""
    due = time.monotonic()
    while True:
        if os.fork() == 0:
            os._exit(0)
        os.wait()
        due += 1 / 1250
        time.sleep(max(0, due - time.monotonic()))


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


def reaping(seconds):
    """Starts and reaps a process twice in every interval, until the input ends."""
    while not select.select([sys.stdin], [], [], seconds / 2)[0]:
        child = os.fork()
        if child == 0:
            os._exit(0)
        os.waitpid(child, 0)


def body(kind, index, seconds, folder):
    if kind == "waking":
        return functools.partial(waking, index, folder, seconds)
    if kind == "storm" and index == 0:
        return storm
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
    with tempfile.TemporaryDirectory(prefix="vmon-load-") as folder:
        if kind == "waking":
            for index in range(count):
                with open(f"{folder}/{index}", "wb") as file:
                    file.write(bytes(4096))
        spawn(kind, count, seconds, folder, libc, null)
        time.sleep(0.5)
        print("ready", flush=True)
        if kind == "reaping":
            reaping(seconds)
        sys.stdin.read()


def spawn(kind, count, seconds, folder, libc, null):
    for index in range(count):
        run = body(kind, index, seconds, folder)
        if run is None:
            spawn_sleeper(null)
        elif os.fork() == 0:
            libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
            os.dup2(null, 0)
            os.dup2(null, 1)
            run()


main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
