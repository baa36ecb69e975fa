namespace Vmon;

/// <summary>A recording cannot be opened: it is in use, not a directory, of a later version, or access is denied.</summary>
public sealed class RecordingException : IOException
{
    /// <summary>Creates an exception with the default message.</summary>
    public RecordingException()
    {
    }

    /// <summary>Creates an exception with a message.</summary>
    public RecordingException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with a message and its cause.</summary>
    public RecordingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
