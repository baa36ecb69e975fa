namespace Vmon;

/// <summary>A directory that was named as /proc and is none, or cannot be read.</summary>
public sealed class InvalidProcRootException : IOException
{
    /// <summary>An exception that says nothing.</summary>
    public InvalidProcRootException()
    {
    }

    /// <summary>An exception with a message.</summary>
    public InvalidProcRootException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message and a cause.</summary>
    public InvalidProcRootException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
