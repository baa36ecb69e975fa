namespace Vmon.ProcFs;

/// <summary>Receives the lines of a file that is read in chunks.</summary>
internal interface ILineReader
{
    /// <summary>Processes the next complete lines. False if no more lines are needed.</summary>
    bool Accept(ReadOnlySpan<byte> lines);
}
