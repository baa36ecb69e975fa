namespace Vmon.PowerShell;

/// <summary>A signal as a parameter takes it. Not the enumeration itself: PowerShell completes one by all of its names, and asks no completer.</summary>
public sealed class SignalReference
{
    internal SignalReference(Signals signal) => Signal = signal;

    internal Signals Signal { get; }

    /// <summary>Its name.</summary>
    public override string ToString() => SignalName.Of(Signal);
}
