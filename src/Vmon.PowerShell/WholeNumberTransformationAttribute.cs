using System.Collections;
using System.Management.Automation;
using Vmon.PowerShell.Parameters;
using Vmon.PowerShell.Text;

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

/// <summary>Converts whole numbers and decimal digits to process identifiers, and rejects values that PowerShell would round or convert.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ProcessIdTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => Unwrapped(inputData) switch
    {
        null => null,
        string text => new[] { Id(text) },
        IEnumerable items => items.Cast<object?>().Select(Id).ToArray(),
        object value => new[] { Id(value) },
    };

    private static int Id(object? item) => Numeric.ProcessId(Unwrapped(item)) ?? throw new ArgumentTransformationMetadataException(
        $"'{PrintableText.Of($"{item}")}' is not a process identifier. Specify decimal digits without a leading zero, a name with -Name, or an object with -InputObject.");

    private static object? Unwrapped(object? item) => item is PSObject wrapped ? wrapped.BaseObject : item;
}
