using System.Collections;
using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>Makes process identifiers of whole numbers and their decimal digits, and refuses the rest, which PowerShell would round or convert.</summary>
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
        $"'{PrintableText.Of($"{item}")}' is not a process identifier. Specify a whole number, or use -Name for a name and -InputObject for an object.");

    private static object? Unwrapped(object? item) => item is PSObject wrapped ? wrapped.BaseObject : item;
}
