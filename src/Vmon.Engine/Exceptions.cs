namespace Vmon;

/// <summary>This process or the machine is out of file descriptors or memory. Whether the file could otherwise be read is unknown.</summary>
public sealed class ExhaustedException : IOException
{
    /// <summary>Creates an exception with the default message.</summary>
    public ExhaustedException()
    {
    }

    /// <summary>Creates an exception with a message.</summary>
    public ExhaustedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with a message and its cause.</summary>
    public ExhaustedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static ExhaustedException Reading(string path) => new($"Cannot read '{path}': out of file descriptors or memory.");
}

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
