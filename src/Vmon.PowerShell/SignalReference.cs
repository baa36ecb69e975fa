using System.Globalization;
using System.Management.Automation;
using Vmon.PowerShell.Text;

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

/// <summary>Converts a name with or without SIG, or a number, to one signal. (PowerShell would read 15 as four flags.)</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SignalTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object input = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (input is SignalReference) return input;
        string text = input is Enum value ? value.ToString() : Convert.ToString(input, CultureInfo.InvariantCulture)?.Trim() ?? "";
        return SignalName.Parse(text) is Signals signal ? new SignalReference(signal) : throw new ArgumentTransformationMetadataException(
            $"'{PrintableText.Of(text)}' is not a signal. Use a name such as TERM, SIGKILL or RTMIN+1, or a number from 1 to 64.");
    }
}
