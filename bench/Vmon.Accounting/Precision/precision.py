"""Prints what psutil shows of processes: precision.py INTERVAL SAMPLES PID... Each block begins with "sample"."""
import sys
import time

import psutil

interval, samples = float(sys.argv[1]), int(sys.argv[2])
processes = [psutil.Process(int(pid)) for pid in sys.argv[3].split(",")]
due = time.monotonic()
for _ in range(samples):
    print("sample", flush=True)
    for process in processes:
        print(process.pid, process.cpu_percent(None))
    due += interval
    time.sleep(max(0, due - time.monotonic()))
