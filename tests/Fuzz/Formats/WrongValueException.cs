namespace Vmon.Fuzz.Formats;

/// <summary>A parser returned a value that is not in the file.</summary>
internal sealed class WrongValueException(string message) : Exception(message);
