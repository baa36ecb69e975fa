namespace Vmon;

/// <summary>The root of a session is not a /proc directory, or cannot be read.</summary>
public sealed class InvalidProcRootException : IOException
{
    /// <summary>Creates an exception with the default message.</summary>
    public InvalidProcRootException()
    {
    }

    /// <summary>Creates an exception with a message.</summary>
    public InvalidProcRootException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with a message and its cause.</summary>
    public InvalidProcRootException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
