using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Vmon.PowerShell.Parameters;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell;

/// <summary>
/// A process as a parameter value: a PID, a Vmon object, a Get-Process object, or any object with an Id. A start time identifies one
/// process. A name matches all processes that have it.
/// </summary>
public sealed class ProcessReference
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    internal ProcessReference(int id) => Id = id;

    internal ProcessReference(ProcessIdentity identity)
    {
        Id = identity.Id;
        Identity = identity;
    }

    internal ProcessReference(ProcessSample sample)
        : this(sample.Identity)
    {
        Sample = sample;
        IsElsewhere = !sample.IsLocal;
    }

    internal ProcessReference(int id, DateTimeOffset started)
    {
        Id = id;
        Started = started;
    }

    internal ProcessReference(string name) => Name = name;

    /// <param name="given">The object that identifies no process.</param>
    /// <param name="fault">The reason, as a clause with a verb.</param>
    internal ProcessReference(object given, string fault)
    {
        Given = given;
        Fault = fault;
    }

    /// <summary>Reason why the object identifies no process: an unreadable or contradictory property. Null if it identifies one.</summary>
    internal string? Fault { get; }

    /// <summary>The object that identifies no process.</summary>
    internal object? Given { get; }

    /// <summary>PID. 0 for a name.</summary>
    internal int Id { get; }

    /// <summary>Name, possibly with wildcards. Null for a single process.</summary>
    internal string? Name { get; }

    /// <summary>Exact identity, from a Vmon object.</summary>
    internal ProcessIdentity? Identity { get; }

    /// <summary>Start time from another object. Those of .NET are off by up to seconds.</summary>
    internal DateTimeOffset? Started { get; }

    /// <summary>Whether the start time is text that could be read with the day or the month first.</summary>
    internal bool IsStartAmbiguous { get; init; }

    /// <summary>The sample, if the parameter value is a Vmon object.</summary>
    internal ProcessSample? Sample { get; }

    /// <summary>Whether it belongs to a captured tree, another PID namespace or another machine.</summary>
    internal bool IsElsewhere { get; init; }

    /// <summary>Start ticks, from a deserialized object. The start time shows to which boot they belong.</summary>
    internal long? StartTicks { get; init; }

    /// <summary>Whether it is a thread of the process with the PID.</summary>
    internal bool IsThread => Sample?.IsThread ?? ThreadId is not null;

    /// <summary>TID, from a deserialized thread.</summary>
    internal int? ThreadId { get; init; }

    /// <summary>Whether the process is known to have exited, so that its PID may be reused.</summary>
    internal bool HasExited { get; init; }

    /// <summary>Compares the process that has the PID now with the reference, by the clock of the session that found it.</summary>
    internal ReferenceMatch Match(ProcessIdentity found, VmonSession session)
    {
        if (HasExited) return ReferenceMatch.Another;
        if (Identity is not null) return Identity == found ? ReferenceMatch.Meant : ReferenceMatch.Another;
        if (StartTicks is not long ticks)
        {
            return HasStarted(session.StartTimeOf(found)) ? ReferenceMatch.Meant
                : IsStartAmbiguous ? ReferenceMatch.Unclear
                : ReferenceMatch.Another;
        }

        return !HasStarted(session.StartTimeOf(new ProcessIdentity(Id, ticks))) ? ReferenceMatch.Unclear
            : ticks == found.StartTicks ? ReferenceMatch.Meant
            : ReferenceMatch.Another;
    }

    /// <summary>Whether only the PID is known.</summary>
    internal bool IsIdAlone => Identity is null && Started is null && StartTicks is null && !HasExited;

    /// <summary>Name and PID for messages. The PID alone if the name is unknown.</summary>
    internal string Label => Sample is null ? ToString() : ProcessText.Of(Sample);

    /// <summary>Target of an error: the Vmon object, or otherwise the PID.</summary>
    internal object Target => Sample ?? (object)Id;

    /// <summary>PID or name.</summary>
    public override string ToString() => Name ?? Id.ToString(CultureInfo.InvariantCulture);

    private bool HasStarted(DateTimeOffset? time) => Started is null || time is null || (Started.Value - time.Value).Duration() <= Tolerance;
}

/// <summary>Result of comparing a found process with a reference.</summary>
internal enum ReferenceMatch
{
    /// <summary>The referenced process.</summary>
    Meant,

    /// <summary>Another process that reuses the PID.</summary>
    Another,

    /// <summary>Unknown: StartTicks and StartTime disagree on this boot, or StartTime is ambiguous text.</summary>
    Unclear,
}

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
