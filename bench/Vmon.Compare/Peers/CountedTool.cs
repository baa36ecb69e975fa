using System.Globalization;
using Vmon.Bench;
using Vmon.Compare.Measuring;

namespace Vmon.Compare.Peers;

/// <summary>
/// A tool that accepts an interval and a number of samples. It runs twice, with one sample and with more. The difference of the CPU times,
/// which its parent reads after it exited, does not include start-up.
/// </summary>
internal sealed class CountedTool(string name, string program, bool wholeSeconds, Func<string, int, string[]> arguments) : Peer(name)
{
    internal override string? Absence() => Executable.Absence(program);

    internal override Cost Measure(CompareOptions options)
    {
        double interval = wholeSeconds ? Math.Max(1, Math.Round(options.Interval)) : options.Interval;
        int samples = Math.Max(2, (int)Math.Round(options.Samples * Math.Min(1, options.Interval * 2 / interval)));
        double few = Run(interval, 1);
        double many = Run(interval, 1 + samples);
        return new Cost((many - few) / samples, few / 1000);
    }

    private double Run(double interval, int samples)
    {
        double before = CpuTime.OfReapedChildren();
        if (!Executable.Run(program, arguments(interval.ToString(CultureInfo.InvariantCulture), samples)))
            throw new PeerException("the tool exited with an error.");
        return CpuTime.OfReapedChildren() - before;
    }
}
