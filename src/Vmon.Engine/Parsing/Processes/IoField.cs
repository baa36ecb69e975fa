namespace Vmon.Parsing.Processes;

/// <summary>The counters of /proc/PID/io. The names are the kernel's own keys, in its order.</summary>
internal enum IoField
{
    rchar,
    wchar,
    syscr,
    syscw,
    read_bytes,
    write_bytes,
    cancelled_write_bytes,
}
