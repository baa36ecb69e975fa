namespace Vmon;

/// <summary>State of a pipe, the worst first: NoReader, NoWriter, WriterBlocked, ReaderWaiting, Open.</summary>
public enum PipeState
{
    /// <summary>No process holds the end that is read from: what is written fails with EPIPE.</summary>
    NoReader,

    /// <summary>No process holds the end that is written to: what is read is the end of the file.</summary>
    NoWriter,

    /// <summary>A writer waits for room in a pipe: this one, or another that it writes to.</summary>
    WriterBlocked,

    /// <summary>A reader waits for data in a pipe: this one, or another that it reads from.</summary>
    ReaderWaiting,

    /// <summary>Both ends are held, and no process waits.</summary>
    Open,
}
