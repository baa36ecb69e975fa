namespace Vmon;

/// <summary>Descriptors or memory are used up, by this process or by the machine: it says nothing about what was to be read.</summary>
public sealed class ExhaustedException : IOException
{
    /// <summary>An exception that says nothing.</summary>
    public ExhaustedException()
    {
    }

    /// <summary>An exception with a message.</summary>
    public ExhaustedException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message and a cause.</summary>
    public ExhaustedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static ExhaustedException Reading(string path) => new($"'{path}' could not be read: descriptors or memory are used up.");
}
