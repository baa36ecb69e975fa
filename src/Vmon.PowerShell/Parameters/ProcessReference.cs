using System.Globalization;

namespace Vmon.PowerShell;

/// <summary>
/// A process as a parameter takes it: a pid, one of our own objects, a Get-Process object, or anything with an Id. Where it tells a
/// start time, only the process that started then is meant. Or a name, with which all that have it are meant.
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

    /// <param name="given">What came in, of which no process can be told.</param>
    /// <param name="fault">Why not: a clause with a verb.</param>
    internal ProcessReference(object given, string fault)
    {
        Given = given;
        Fault = fault;
    }

    /// <summary>Why the object identifies no process: something in it cannot be read, or contradicts itself. Null if it does identify one.</summary>
    internal string? Fault { get; }

    /// <summary>The object that identifies no process.</summary>
    internal object? Given { get; }

    /// <summary>0 where a name is meant.</summary>
    internal int Id { get; }

    /// <summary>The name, with wildcards; null where one process is meant.</summary>
    internal string? Name { get; }

    /// <summary>Exact, from one of our own objects.</summary>
    internal ProcessIdentity? Identity { get; }

    /// <summary>From elsewhere: .NET's start times are off by up to seconds.</summary>
    internal DateTimeOffset? Started { get; }

    /// <summary>Whether the start time came as a text that is another date where days come before months.</summary>
    internal bool IsStartAmbiguous { get; init; }

    /// <summary>Where it came as one of our own objects.</summary>
    internal ProcessSample? Sample { get; }

    /// <summary>Whether it is known to be of a captured tree, another PID namespace, or another machine.</summary>
    internal bool IsElsewhere { get; init; }

    /// <summary>From an object that came back from a job or a file: exact, but of which boot the start time tells.</summary>
    internal long? StartTicks { get; init; }

    /// <summary>Whether it is a thread, of the process that has the pid.</summary>
    internal bool IsThread => Sample?.IsThread ?? ThreadId is not null;

    /// <summary>From a thread that came back from a job or a file.</summary>
    internal int? ThreadId { get; init; }

    /// <summary>Whether it is known to have ended, so that whoever has the pid is another.</summary>
    internal bool HasEnded { get; init; }

    /// <summary>Whether the process that has the pid now is the one meant, by the clock of the session that found it.</summary>
    internal ReferenceMatch Match(ProcessIdentity found, VmonSession session)
    {
        if (HasEnded) return ReferenceMatch.Another;
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

    /// <summary>Whether it is whoever has the pid.</summary>
    internal bool IsIdAlone => Identity is null && Started is null && StartTicks is null && !HasEnded;

    /// <summary>Name and pid where both are known, for messages.</summary>
    internal string Label => Sample is null ? ToString() : ProcessText.Of(Sample);

    /// <summary>What an error is about: the object that came in where it is ours.</summary>
    internal object Target => Sample ?? (object)Id;

    /// <summary>The pid, or the name.</summary>
    public override string ToString() => Name ?? Id.ToString(CultureInfo.InvariantCulture);

    private bool HasStarted(DateTimeOffset? time) => Started is null || time is null || (Started.Value - time.Value).Duration() <= Tolerance;
}
