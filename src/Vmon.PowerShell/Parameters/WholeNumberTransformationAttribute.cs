using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>Accepts whole numbers and decimal digits, and rejects values that PowerShell would round or convert.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WholeNumberTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? input = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (input is null) return null;
        return Numeric.Whole(input) ?? throw new ArgumentTransformationMetadataException($"'{PrintableText.Of($"{inputData}")}' is not a whole number. Specify decimal digits, such as 10.");
    }
}
