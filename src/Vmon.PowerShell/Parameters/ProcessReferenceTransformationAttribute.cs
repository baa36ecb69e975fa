using System.Collections;
using System.ComponentModel;
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
            ProcessSample sample => new ProcessReference(sample),
            OpenFile file => new ProcessReference(file.ToSample()),
            PipeEnd end => new ProcessReference(end.Process),
            ProcessTreeNode node => new ProcessReference(node.Process),
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
        catch (Exception reason) when (reason is InvalidOperationException or Win32Exception)
        {
            // It does not tell when it started, as it has ended.
            return new ProcessReference(process.Id) { HasEnded = true };
        }
    }

    // An object that came back from a job, another machine or a file has the properties, and not the type; one of another source has its
    // own name for the id.
    private static ProcessReference? FromProperties(PSObject item)
    {
        if ((Value<int>(item, "ProcessId") ?? Value<int>(item, "Id") ?? Value<int>(item, "PID")) is not int id) return null;
        bool isElsewhere = IsFalse(item.Properties["IsLocal"]?.Value) || IsOfAnother(item.Properties["PSComputerName"]?.Value?.ToString());
        long? startTicks = Value<long>(item, "StartTicks");
        int? threadId = startTicks is null ? null : Value<int>(item, "ThreadId");

        // The start time of a thread is its own.
        return Value<DateTimeOffset>(item, "StartTime") is DateTimeOffset started && started != default && threadId is null
            ? new ProcessReference(id, started) { StartTicks = startTicks, IsElsewhere = isElsewhere }
            : new ProcessReference(id) { StartTicks = startTicks, IsElsewhere = isElsewhere, ThreadId = threadId };
    }

    // Nothing is an empty text in CSV, of which PowerShell would make a 0.
    private static T? Value<T>(PSObject item, string property)
        where T : struct =>
        item.Properties[property]?.Value is { } value && value.ToString() is not "" && LanguagePrimitives.TryConvertTo(value, out T converted) ? converted : null;

    // For PowerShell any text is true, "False" too, and in CSV all is text. What says neither is no reason to act.
    private static bool IsFalse(object? value) => value?.ToString() is string text && !(bool.TryParse(text, out bool truth) && truth);

    // A job says localhost.
    private static bool IsOfAnother(string? computer) =>
        computer is { Length: > 0 } && computer != "localhost" && !string.Equals(computer, Environment.MachineName, StringComparison.OrdinalIgnoreCase);
}
