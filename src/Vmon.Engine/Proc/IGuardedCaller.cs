namespace Vmon.Proc;

/// <summary>Who asked a <see cref="GuardedReader"/> for a file.</summary>
internal interface IGuardedCaller
{
    /// <summary>Takes what came of it, which holds until it returns.</summary>
    /// <param name="status">Failed where it took too long, also somebody else.</param>
    /// <param name="content">Empty where it was not read.</param>
    /// <returns>How many bytes of it are kept, where that is news.</returns>
    int Accept(ReadStatus status, ReadOnlySpan<byte> content);
}
