import os
import statistics
import sys
import time

FIELDS = ["pid", "name", "ppid", "status", "cpu_times", "memory_info", "io_counters", "num_threads", "cmdline", "exe", "username"]


def look():
    import psutil
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in psutil.process_iter(FIELDS):
        pass
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


print("first", os.getpid(), *look(), flush=True)
sys.stdin.readline()
again = [look() for _ in range(5)]
print("again", statistics.median(wall for wall, _ in again), statistics.median(cpu for _, cpu in again), flush=True)
