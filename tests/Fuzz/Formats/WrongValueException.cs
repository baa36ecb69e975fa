namespace Vmon.Fuzz.Formats;

/// <summary>A parser told what is not in its file.</summary>
internal sealed class WrongValueException(string message) : Exception(message);
