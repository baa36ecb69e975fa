namespace Vmon;

/// <summary>What a process or thread is doing: the letter of /proc/PID/stat.</summary>
public enum ProcessState
{
    /// <summary>A letter that this version does not know.</summary>
    Unknown = 0,

    /// <summary>R: running, or waiting for a CPU.</summary>
    Running = 'R',

    /// <summary>S: in a sleep that a signal ends.</summary>
    Sleeping = 'S',

    /// <summary>D: in a sleep that no signal ends, most often disk or network file IO.</summary>
    DiskSleep = 'D',

    /// <summary>T: stopped by a signal.</summary>
    Stopped = 'T',

    /// <summary>t: stopped by a debugger.</summary>
    Traced = 't',

    /// <summary>Z: has ended; its parent has not yet asked how.</summary>
    Zombie = 'Z',

    /// <summary>X: being removed.</summary>
    Dead = 'X',

    /// <summary>I: a kernel thread without work.</summary>
    Idle = 'I',

    /// <summary>P: a parked kernel thread.</summary>
    Parked = 'P',

    /// <summary>W: waking (Linux 2.6.33 to 3.13).</summary>
    Waking = 'W',

    /// <summary>K: wakekill (Linux 2.6.33 to 3.13).</summary>
    WakeKill = 'K',

    /// <summary>Exited since the previous sample. Vmon's own: the kernel has no entry for it any more.</summary>
    Exited = 'E',
}
