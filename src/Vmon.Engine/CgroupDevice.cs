using System.Globalization;
using Vmon.Fields;
using Vmon.Parsing.Cgroups;

namespace Vmon;

/// <summary>What a control group read, wrote and discarded on a block device. Null as in <see cref="CgroupSample"/>.</summary>
public sealed class CgroupDevice
{
    private readonly DeviceCounters _now;
    private readonly DeviceCounters? _before;
    private readonly TimeSpan? _interval;

    internal CgroupDevice(DeviceCounters now, DeviceCounters? before, TimeSpan? interval)
    {
        _now = now;
        _before = before;
        _interval = interval;
    }

    /// <summary>Device number, such as 8:0.</summary>
    [Field("io.stat")]
    public string Device => string.Create(CultureInfo.InvariantCulture, $"{_now.Major}:{_now.Minor}");

    /// <summary>Bytes read in the interval.</summary>
    [Field("io.stat rbytes", Unit = "bytes", OfInterval = true)]
    public long? Read => Increase(_now.ReadBytes, _before?.ReadBytes);

    /// <summary>Bytes written in the interval.</summary>
    [Field("io.stat wbytes", Unit = "bytes", OfInterval = true)]
    public long? Write => Increase(_now.WriteBytes, _before?.WriteBytes);

    /// <summary>Bytes read per second.</summary>
    [Field("io.stat rbytes", Unit = "bytes/s", OfInterval = true)]
    public double? ReadRate => PerSecond(Read);

    /// <summary>Bytes written per second.</summary>
    [Field("io.stat wbytes", Unit = "bytes/s", OfInterval = true)]
    public double? WriteRate => PerSecond(Write);

    /// <summary>Reads per second.</summary>
    [Field("io.stat rios", Unit = "1/s", OfInterval = true)]
    public double? ReadOperationsRate => PerSecond(Increase(_now.Reads, _before?.Reads));

    /// <summary>Writes per second.</summary>
    [Field("io.stat wios", Unit = "1/s", OfInterval = true)]
    public double? WriteOperationsRate => PerSecond(Increase(_now.Writes, _before?.Writes));

    /// <summary>Bytes read since the group was created.</summary>
    [Field("io.stat rbytes", Unit = "bytes")]
    public long? ReadTotal => _now.ReadBytes;

    /// <summary>Bytes written since the group was created.</summary>
    [Field("io.stat wbytes", Unit = "bytes")]
    public long? WriteTotal => _now.WriteBytes;

    /// <summary>Bytes discarded since the group was created.</summary>
    [Field("io.stat dbytes", Unit = "bytes")]
    public long? DiscardTotal => _now.DiscardBytes;

    /// <summary>Reads since the group was created.</summary>
    [Field("io.stat rios", Unit = "count")]
    public long? ReadOperationsTotal => _now.Reads;

    /// <summary>Writes since the group was created.</summary>
    [Field("io.stat wios", Unit = "count")]
    public long? WriteOperationsTotal => _now.Writes;

    /// <summary>Discards since the group was created.</summary>
    [Field("io.stat dios", Unit = "count")]
    public long? DiscardOperationsTotal => _now.Discards;

    /// <summary>The device number.</summary>
    public override string ToString() => Device;

    private static long? Increase(long? now, long? before) => now - before is >= 0 and long increase ? increase : null;

    private double? PerSecond(long? increase) => _interval > TimeSpan.Zero ? increase / _interval.Value.TotalSeconds : null;
}
