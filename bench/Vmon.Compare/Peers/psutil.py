import os
import sys
import time

import psutil

FIELDS = ["pid", "name", "ppid", "status", "cpu_times", "memory_info", "io_counters", "num_threads"]


def sample():
    return sum(1 for _ in psutil.process_iter(FIELDS))


interval, samples = float(sys.argv[1]), int(sys.argv[2])
sample()
print("first", os.getpid(), flush=True)
for _ in range(3):
    sample()
print("ready", flush=True)
sys.stdin.readline()
count = 0
for _ in range(samples):
    count += sample()
    time.sleep(interval)
print("done", flush=True)
sys.stdin.readline()
print("count", count / samples, flush=True)
