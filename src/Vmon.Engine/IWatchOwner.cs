namespace Vmon;

/// <summary>What watches belong to: a session, or a recording.</summary>
internal interface IWatchOwner
{
    /// <summary>Name of the session of their samples.</summary>
    string Name { get; }

    /// <summary>Cancelled when it is closed, and its watches with it.</summary>
    CancellationToken Stopped { get; }

    /// <summary>Counts a sample of a watch.</summary>
    void CountSample();

    /// <summary>Counts samples that a watch skipped.</summary>
    void CountMissed(long samples);

    /// <summary>Forgets a watch that is closed.</summary>
    void Forget(SampleWatch watch);

    /// <summary>Gets the process that has a PID now. Null if there is none, or if there is no now.</summary>
    ProcessIdentity? Find(int pid);
}
