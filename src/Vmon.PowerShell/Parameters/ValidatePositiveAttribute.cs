using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>Validates a TimeSpan greater than zero and not longer than 31 days.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidatePositiveAttribute : ValidateEnumeratedArgumentsAttribute
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    /// <inheritdoc/>
    protected override void ValidateElement(object element)
    {
        if (element is TimeSpan time && time > TimeSpan.Zero && time <= Longest) return;
        throw new ValidationMetadataException("The duration is out of range. Specify a duration greater than zero and not longer than 31 days.");
    }
}
