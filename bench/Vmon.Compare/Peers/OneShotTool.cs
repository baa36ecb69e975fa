using Vmon.Compare.Measuring;

namespace Vmon.Compare.Peers;

/// <summary>A tool that samples once and ends: whoever watches with it starts it for every sample.</summary>
internal sealed class OneShotTool(string name, string program, params string[] arguments) : Peer(name)
{
    internal override string? Absence() => Executable.Absence(program);

    internal override Cost Measure(CompareOptions options)
    {
        double before = CpuTime.OfEndedChildren();
        for (int i = 0; i < options.Samples; i++)
            if (!Executable.Run(program, arguments)) throw new PeerException("it ended with an error.");
        return new Cost((CpuTime.OfEndedChildren() - before) / options.Samples, null);
    }
}
