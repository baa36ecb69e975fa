using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Vmon.PowerShell;

/// <summary>Converts parameter values to process references. Other values are left for the binder to reject.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ProcessReferenceTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? input = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (input is string or IDictionary || input is not IEnumerable items) return From(inputData) is { } one ? new[] { one } : inputData;

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
            null => null,
            ProcessReference reference => reference,
            ProcessSample sample => new ProcessReference(sample),
            OpenFile file => new ProcessReference(file.ToSample()),
            PipeEnd end => new ProcessReference(end.Process),
            Process process => Of(process),
            string text => OfText(text.Trim()),
            Job or PSSession or Runspace => throw new ArgumentTransformationMetadataException(
                $"Cannot identify a process: the Id of a {value.GetType().Name} is not a process identifier. Specify the process with -Id."),
            bool or char or Enum => NotAnId(value),
            _ when Numeric.Of(value) is not null => Numeric.ProcessId(value) is int id ? new ProcessReference(id) : NotAnId(value),
            IDictionary properties => ProcessProperties.Read(ObjectOf(properties)),
            _ => ProcessProperties.Read(PSObject.AsPSObject(item)),
        };
    }

    private static ProcessReference NotAnId(object value) => new(value, $"'{value}' is not a process identifier");

    // ConvertFrom-Json -AsHashtable
    private static PSObject ObjectOf(IDictionary properties)
    {
        PSObject item = new();
        foreach (DictionaryEntry property in properties)
            if (property.Key is string { Length: > 0 } name) item.Properties.Add(new PSNoteProperty(name, property.Value));
        return item;
    }

    // PIDs as text, for example from pgrep, and names.
    private static ProcessReference? OfText(string text) =>
        Numeric.ProcessId(text) is int id ? new ProcessReference(id)
        : text.Length > 0 ? new ProcessReference(text)
        : null;

    private static ProcessReference Of(Process process)
    {
        try
        {
            return new ProcessReference(process.Id, process.StartTime);
        }
        catch (Exception reason) when (reason is InvalidOperationException or Win32Exception)
        {
            // The start time is not available after an exit.
            return new ProcessReference(process.Id) { HasExited = true };
        }
    }
}
