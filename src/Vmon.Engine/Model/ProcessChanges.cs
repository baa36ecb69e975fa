namespace Vmon;

/// <summary>What of a process differs from the sample before.</summary>
[Flags]
public enum ProcessChanges
{
    /// <summary>Nothing, or there is no sample before.</summary>
    None = 0,

    /// <summary>State, for example from sleeping to running.</summary>
    State = 1,

    /// <summary>CPU time was used, by it or by children that it waited for.</summary>
    Cpu = 2,

    /// <summary>Faults, minor or major, its own or its children's.</summary>
    Faults = 4,

    /// <summary>Number of threads.</summary>
    Threads = 8,

    /// <summary>Priority, nice, policy, real-time priority or processor.</summary>
    Scheduling = 16,

    /// <summary>Parent, process group, session, terminal or its foreground group.</summary>
    Parentage = 32,

    /// <summary>A memory size.</summary>
    Memory = 64,

    /// <summary>A counter of IO.</summary>
    IO = 128,

    /// <summary>Name.</summary>
    Name = 256,

    /// <summary>Executable or command line.</summary>
    Command = 512,

    /// <summary>Wait channel.</summary>
    WaitChannel = 1024,
}
