using System.Numerics;

namespace Vmon;

/// <summary>Figures of several devices together. Null if there is no device, and if the figure of one is unknown.</summary>
internal static class DeviceTotals
{
    internal static TValue? Sum<T, TValue>(T[]? devices, Func<T, TValue?> value)
        where TValue : struct, INumber<TValue> =>
        Of(devices, value, static (sum, part) => sum + part);

    internal static TValue? Most<T, TValue>(T[]? devices, Func<T, TValue?> value)
        where TValue : struct, INumber<TValue> =>
        Of(devices, value, TValue.Max);

    private static TValue? Of<T, TValue>(T[]? devices, Func<T, TValue?> value, Func<TValue, TValue, TValue> join)
        where TValue : struct
    {
        if (devices is null or []) return null;
        TValue? total = value(devices[0]);
        foreach (T device in devices.AsSpan(1)) total = total is { } known && value(device) is { } part ? join(known, part) : null;
        return total;
    }
}
