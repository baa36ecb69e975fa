namespace Vmon.Proc;

/// <summary>Receives the lines of a file that is read in chunks.</summary>
internal interface ILineReader
{
    /// <summary>Takes the next whole lines; false if it needs no more of them.</summary>
    bool Accept(ReadOnlySpan<byte> lines);
}
