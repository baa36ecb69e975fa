namespace Vmon.Proc;

/// <summary>Who takes the lines of a file that is read in pieces.</summary>
internal interface ILineReader
{
    /// <summary>Takes the next whole lines; false if it needs no more of them.</summary>
    bool Accept(ReadOnlySpan<byte> lines);
}
