using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Vmon.PowerShell;

/// <summary>Makes process references of what users have; what is none is left as it is, for the binder to refuse.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ProcessReferenceTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? input = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (input is string || input is not IEnumerable items) return From(inputData) is { } one ? new[] { one } : inputData;

        List<ProcessReference> references = [];
        foreach (object? item in items)
        {
            if (From(item) is not { } reference) return inputData;
            references.Add(reference);
        }

        return references.ToArray();
    }

    private static ProcessReference? From(object? item)
    {
        object? value = item is PSObject wrapped ? wrapped.BaseObject : item;
        return value switch
        {
            ProcessReference reference => reference,
            ProcessSample sample => new ProcessReference(sample.Identity),
            OpenFile file => new ProcessReference(file.Identity),
            PipeEnd end => new ProcessReference(end.Process.Identity),
            ProcessTreeNode node => new ProcessReference(node.Process.Identity),
            Process process => Of(process),
            string text => OfText(text.Trim()),
            byte or sbyte or short or ushort or int or uint or long or ulong => LanguagePrimitives.TryConvertTo(value, out int id) ? new ProcessReference(id) : null,
            Job or PSSession or Runspace => throw new ArgumentTransformationMetadataException(
                $"The id of a {value.GetType().Name} is not that of a process. Name the process by -Id."),
            null => null,
            _ => FromProperties(PSObject.AsPSObject(item)),
        };
    }

    // What pgrep writes, and names.
    private static ProcessReference? OfText(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int id) ? new ProcessReference(id)
        : text.Length > 0 ? new ProcessReference(text)
        : null;

    private static ProcessReference Of(Process process)
    {
        try
        {
            return new ProcessReference(process.Id, process.StartTime);
        }
        catch (InvalidOperationException)
        {
            // It has ended, and does not tell when it started.
            return new ProcessReference(process.Id);
        }
    }

    // An object that came back from a job or a file has the properties, and not the type; one of another source has its own name for the id.
    private static ProcessReference? FromProperties(PSObject item)
    {
        if ((item.Properties["ProcessId"] ?? item.Properties["Id"] ?? item.Properties["PID"])?.Value is not { } value) return null;
        if (!LanguagePrimitives.TryConvertTo(value, out int id)) return null;
        return LanguagePrimitives.TryConvertTo(item.Properties["StartTime"]?.Value, out DateTimeOffset started) && started != default
            ? new ProcessReference(id, started)
            : new ProcessReference(id);
    }
}
