namespace Vmon.ProcFs;

/// <summary>Receives a file from a <see cref="GuardedReader"/>.</summary>
internal interface IGuardedCaller
{
    /// <summary>Receives the result, which is valid until the method returns.</summary>
    /// <param name="status">Failed where it took too long, also somebody else.</param>
    /// <param name="content">Empty where it was not read.</param>
    /// <returns>How many bytes of it are kept, where that is news.</returns>
    int Accept(ReadStatus status, ReadOnlySpan<byte> content);
}
