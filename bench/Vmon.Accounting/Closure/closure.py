"""Adds up what psutil shows of processes with a name: closure.py INTERVAL COUNT NAME. Prints CPU seconds, bytes written, and number of processes."""
import sys
import time

import psutil

interval, count, name = float(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
last = {}
cpu = written = 0
is_first = True
due = time.monotonic()
for _ in range(count):
    for process in psutil.process_iter(["name", "cpu_times", "io_counters"]):
        info = process.info
        if not (info["name"] or "").startswith(name) or info["cpu_times"] is None:
            continue
        key = (process.pid, process.create_time())
        now = (info["cpu_times"].user + info["cpu_times"].system, info["io_counters"].write_chars if info["io_counters"] else 0)
        before = last.get(key, now if is_first else (0, 0))
        cpu += now[0] - before[0]
        written += max(0, now[1] - before[1])
        last[key] = now
    is_first = False
    due += interval
    time.sleep(max(0, due - time.monotonic()))
print(cpu, written, len(last))
