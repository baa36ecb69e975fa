using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>Accepts time spans longer than zero, up to a month.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidatePositiveAttribute : ValidateEnumeratedArgumentsAttribute
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    /// <inheritdoc/>
    protected override void ValidateElement(object element)
    {
        if (element is TimeSpan time && time > TimeSpan.Zero && time <= Longest) return;
        throw new ValidationMetadataException("The duration must be longer than zero and at most 31 days.");
    }
}
