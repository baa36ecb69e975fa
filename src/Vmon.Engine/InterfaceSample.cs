using System.Globalization;
using Vmon.Fields;
using Vmon.Parsing.Machine;
using Vmon.Sources.Machine;

namespace Vmon;

/// <summary>
/// A network interface (/proc/net/dev), in the network namespace of the process that reads it. Immutable. Null as in <see cref="SystemSample"/>; figures of an interval are
/// also null if the interface was replaced or its counters began anew.
/// </summary>
public sealed class InterfaceSample
{
    private readonly InterfaceReading _reading;

    internal InterfaceSample(InterfaceReading reading, SystemSample sample)
    {
        _reading = reading;
        Sample = sample.Sample;
        Timestamp = sample.Timestamp;
        Interval = sample.Interval;
    }

    /// <summary>Name of the interface, such as eth0 or lo.</summary>
    [Field("net/dev")]
    public string Name => _reading.Name;

    /// <summary>
    /// Whether NetReceiveRate and the other totals of the machine include it. They do not include lo, and interfaces that by their names count packets which others count as
    /// well: VLANs and aliases (eth0.7), bonds and bridges (bond0, br0, docker0, virbr0), tunnels (tun0, wg0), and ends of links to containers and virtual machines (veth, cali, vnet0).
    /// </summary>
    [Field("net/dev")]
    public bool IsInTotal => _reading.IsInTotal;

    /// <summary>Number of the sample in its watch, starting at 1.</summary>
    [Field]
    public long Sample { get; }

    /// <summary>Time of the reading, local.</summary>
    [Field("clock")]
    public DateTimeOffset Timestamp { get; }

    /// <summary>Length of the interval that rates cover. Null for the first sample.</summary>
    [Field("clock", OfInterval = true)]
    public TimeSpan? Interval { get; }

    /// <summary>Bytes received in the interval.</summary>
    [Field("net/dev", Unit = "bytes", OfInterval = true)]
    public long? Receive => _reading.Increase(InterfaceField.ReceiveBytes);

    /// <summary>Bytes received per second.</summary>
    [Field("net/dev", Unit = "bytes/s", OfInterval = true)]
    public double? ReceiveRate => PerSecond(Receive);

    /// <summary>Bytes received since the interface exists.</summary>
    [Field("net/dev", Unit = "bytes", Metric = "system.network.io{network.io.direction=receive}")]
    public long? ReceiveTotal => _reading.Now[InterfaceField.ReceiveBytes];

    /// <summary>Packets received in the interval.</summary>
    [Field("net/dev", Unit = "count", OfInterval = true)]
    public long? ReceivePackets => _reading.Increase(InterfaceField.ReceivePackets);

    /// <summary>Packets received per second.</summary>
    [Field("net/dev", Unit = "1/s", OfInterval = true)]
    public double? ReceivePacketsRate => PerSecond(ReceivePackets);

    /// <summary>Packets received since the interface exists.</summary>
    [Field("net/dev", Unit = "count", Metric = "system.network.packet.count{network.io.direction=receive}")]
    public long? ReceivePacketsTotal => _reading.Now[InterfaceField.ReceivePackets];

    /// <summary>Packets received with an error in the interval, such as a wrong checksum or length.</summary>
    [Field("net/dev", Unit = "count", OfInterval = true)]
    public long? ReceiveErrors => _reading.Increase(InterfaceField.ReceiveErrors);

    /// <summary>Packets received with an error, since the interface exists.</summary>
    [Field("net/dev", Unit = "count", Metric = "system.network.errors{network.io.direction=receive}")]
    public long? ReceiveErrorsTotal => _reading.Now[InterfaceField.ReceiveErrors];

    /// <summary>Packets received and then dropped in the interval, for lack of buffers or because no protocol takes them.</summary>
    [Field("net/dev", Unit = "count", OfInterval = true)]
    public long? ReceiveDrops => _reading.Increase(InterfaceField.ReceiveDrops);

    /// <summary>Packets received and then dropped, since the interface exists.</summary>
    [Field("net/dev", Unit = "count", Metric = "system.network.packet.dropped{network.io.direction=receive}")]
    public long? ReceiveDropsTotal => _reading.Now[InterfaceField.ReceiveDrops];

    /// <summary>Bytes sent in the interval.</summary>
    [Field("net/dev", Unit = "bytes", OfInterval = true)]
    public long? Send => _reading.Increase(InterfaceField.SendBytes);

    /// <summary>Bytes sent per second.</summary>
    [Field("net/dev", Unit = "bytes/s", OfInterval = true)]
    public double? SendRate => PerSecond(Send);

    /// <summary>Bytes sent since the interface exists.</summary>
    [Field("net/dev", Unit = "bytes", Metric = "system.network.io{network.io.direction=transmit}")]
    public long? SendTotal => _reading.Now[InterfaceField.SendBytes];

    /// <summary>Packets sent in the interval.</summary>
    [Field("net/dev", Unit = "count", OfInterval = true)]
    public long? SendPackets => _reading.Increase(InterfaceField.SendPackets);

    /// <summary>Packets sent per second.</summary>
    [Field("net/dev", Unit = "1/s", OfInterval = true)]
    public double? SendPacketsRate => PerSecond(SendPackets);

    /// <summary>Packets sent since the interface exists.</summary>
    [Field("net/dev", Unit = "count", Metric = "system.network.packet.count{network.io.direction=transmit}")]
    public long? SendPacketsTotal => _reading.Now[InterfaceField.SendPackets];

    /// <summary>Packets that could not be sent because of an error in the interval.</summary>
    [Field("net/dev", Unit = "count", OfInterval = true)]
    public long? SendErrors => _reading.Increase(InterfaceField.SendErrors);

    /// <summary>Packets that could not be sent because of an error, since the interface exists.</summary>
    [Field("net/dev", Unit = "count", Metric = "system.network.errors{network.io.direction=transmit}")]
    public long? SendErrorsTotal => _reading.Now[InterfaceField.SendErrors];

    /// <summary>Packets dropped before they were sent in the interval.</summary>
    [Field("net/dev", Unit = "count", OfInterval = true)]
    public long? SendDrops => _reading.Increase(InterfaceField.SendDrops);

    /// <summary>Packets dropped before they were sent, since the interface exists.</summary>
    [Field("net/dev", Unit = "count", Metric = "system.network.packet.dropped{network.io.direction=transmit}")]
    public long? SendDropsTotal => _reading.Now[InterfaceField.SendDrops];

    /// <summary>Multicast packets received, since the interface exists.</summary>
    [Field("net/dev", Unit = "count")]
    public long? MulticastTotal => _reading.Now[InterfaceField.Multicast];

    /// <summary>Received packets that overran a buffer of the device, since the interface exists.</summary>
    [Field("net/dev", Unit = "count")]
    public long? ReceiveFifoErrorsTotal => _reading.Now[InterfaceField.ReceiveFifo];

    /// <summary>Received packets with a wrong length, checksum or alignment, since the interface exists.</summary>
    [Field("net/dev", Unit = "count")]
    public long? ReceiveFrameErrorsTotal => _reading.Now[InterfaceField.ReceiveFrame];

    /// <summary>Packets not sent because a buffer of the device ran empty, since the interface exists.</summary>
    [Field("net/dev", Unit = "count")]
    public long? SendFifoErrorsTotal => _reading.Now[InterfaceField.SendFifo];

    /// <summary>Packets not sent because the carrier was lost, or another error of the link, since the interface exists.</summary>
    [Field("net/dev", Unit = "count")]
    public long? SendCarrierErrorsTotal => _reading.Now[InterfaceField.SendCarrier];

    /// <summary>Collisions, since the interface exists.</summary>
    [Field("net/dev", Unit = "count")]
    public long? CollisionsTotal => _reading.Now[InterfaceField.Collisions];

    /// <summary>Name and rates.</summary>
    public override string ToString() => ReceiveRate is double received
        ? string.Create(CultureInfo.InvariantCulture, $"{Name}: {received:0} bytes/s received, {SendRate:0} bytes/s sent")
        : Name;

    private double? PerSecond(long? increase) => Interval is TimeSpan elapsed && elapsed > TimeSpan.Zero ? increase / elapsed.TotalSeconds : null;
}
