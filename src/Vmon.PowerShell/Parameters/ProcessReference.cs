using System.Globalization;

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
