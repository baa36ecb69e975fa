using System.Globalization;
using System.Management.Automation;
using System.Numerics;

namespace Vmon.PowerShell;

/// <summary>Makes one signal of what users write: its name with or without SIG, or its number. (PowerShell's own conversion takes 15 for four of them.)</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SignalTransformationAttribute : ArgumentTransformationAttribute
{
    private const int Highest = 64;

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object input = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (input is SignalReference) return input;
        string text = input is Enum value ? value.ToString() : Convert.ToString(input, CultureInfo.InvariantCulture)?.Trim() ?? "";
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= Highest)
            return new SignalReference((Signals)(1UL << (number - 1)));
        string name = text.StartsWith("SIG", StringComparison.OrdinalIgnoreCase) ? text : "SIG" + text;
        if (Enum.TryParse(name, ignoreCase: true, out Signals signal) && BitOperations.IsPow2((ulong)signal)) return new SignalReference(signal);
        throw new ArgumentTransformationMetadataException(
            $"'{inputData}' is no signal. Name one, as TERM, SIGKILL or SIG34, or give its number, 1 to {Highest}.");
    }
}
