namespace Vmon;

/// <summary>What happened to a process.</summary>
[Flags]
public enum ProcessEventKind
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>It was created by fork, vfork or clone. Threads are not reported.</summary>
    Start = 1,

    /// <summary>It executed a program.</summary>
    Exec = 2,

    /// <summary>It exited, with all its threads.</summary>
    Exit = 4,

    /// <summary>All of them.</summary>
    All = Start | Exec | Exit,
}
