using Vmon.Kernel.Network;

namespace Vmon.Kernel.Events;

/// <summary>Where process events come from. One user at a time.</summary>
internal interface IEventSource : IDisposable
{
    EventSource Kind { get; }

    /// <summary>Number of events that the kernel had no place for; of the connector, the number of gaps, each of unknown size.</summary>
    long Lost { get; }

    /// <summary>Whether it reports starts. A source that costs more with them leaves them out until they are wanted.</summary>
    bool ReportsStarts { set; }

    /// <summary>Whether it counts the network traffic of processes.</summary>
    bool CountsTraffic
    {
        set { }
    }

    /// <summary>Counts the network traffic. Null if it does not, or cannot.</summary>
    TrafficMeter? Traffic => null;

    /// <summary>What becomes readable when much has happened. Null if nothing tells, or if something has happened since the last call of <see cref="Drain"/>.</summary>
    int? Alarm => null;

    /// <summary>Gives all that happened since the last call, in order.</summary>
    void Drain(IEventSink sink);
}

/// <summary>Receives events in order.</summary>
internal interface IEventSink
{
    void Add(ProcessRecord record);

    /// <summary>The final counters of a process that exited earlier.</summary>
    void Complete(int id, long startTime, in ProcessUsage usage);
}
