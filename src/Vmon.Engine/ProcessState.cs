namespace Vmon;

/// <summary>State of a process or thread: the letter in /proc/PID/stat.</summary>
public enum ProcessState
{
    /// <summary>A letter that Vmon does not know.</summary>
    Unknown = 0,

    /// <summary>R: running, or waiting for a CPU.</summary>
    Running = 'R',

    /// <summary>S: interruptible sleep.</summary>
    Sleeping = 'S',

    /// <summary>D: uninterruptible sleep, most often disk or network file IO.</summary>
    DiskSleep = 'D',

    /// <summary>T: stopped by a signal.</summary>
    Stopped = 'T',

    /// <summary>t: stopped by a debugger.</summary>
    Traced = 't',

    /// <summary>Z: exited; its parent has not waited for it yet.</summary>
    Zombie = 'Z',

    /// <summary>X: being removed.</summary>
    Dead = 'X',

    /// <summary>I: an idle kernel thread.</summary>
    Idle = 'I',

    /// <summary>P: a parked kernel thread.</summary>
    Parked = 'P',

    /// <summary>W: waking (Linux 2.6.33 to 3.13).</summary>
    Waking = 'W',

    /// <summary>K: wakekill (Linux 2.6.33 to 3.13).</summary>
    WakeKill = 'K',

    /// <summary>Exited since the previous sample. Set by Vmon: the kernel has no entry for the process.</summary>
    Exited = 'E',
}
