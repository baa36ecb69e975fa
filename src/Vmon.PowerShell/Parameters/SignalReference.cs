namespace Vmon.PowerShell;

/// <summary>
/// A signal as a parameter value. Not the enumeration itself, which PowerShell would complete by its names instead of calling the
/// completer.
/// </summary>
public sealed class SignalReference
{
    internal SignalReference(Signals signal) => Signal = signal;

    internal Signals Signal { get; }

    /// <summary>Name of the session.</summary>
    public override string ToString() => SignalName.Of(Signal);
}
