using Vmon.Bench;
using Vmon.Compare.Measuring;

namespace Vmon.Compare.Peers;

/// <summary>A tool that samples once and exits. To watch, it is started for every sample.</summary>
/// <param name="name">Name in the table.</param>
/// <param name="program">Name of the program.</param>
/// <param name="count">Counts what it lists. Null if it lists all processes.</param>
/// <param name="arguments">Arguments of the program.</param>
internal sealed class OneShotTool(string name, string program, Func<int>? count, params string[] arguments) : Peer(name)
{
    internal override string? Absence() => Executable.Absence(program);

    internal override Cost Measure(CompareOptions options)
    {
        double before = CpuTime.OfReapedChildren();
        for (int i = 0; i < options.Samples; i++)
            if (!Executable.Run(program, arguments)) throw new PeerException("the tool exited with an error.");
        return new Cost((CpuTime.OfReapedChildren() - before) / options.Samples, null, count?.Invoke());
    }
}
