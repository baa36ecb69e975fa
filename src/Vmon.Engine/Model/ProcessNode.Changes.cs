using static Vmon.ProcessChanges;

namespace Vmon.Model;

// Changes are computed from the two records on demand, so that no flags need to be maintained.
internal sealed partial class ProcessNode
{
    internal ProcessChanges ChangesIn(long sample)
    {
        if (Phase == NodePhase.New) return None;
        return (Process is null ? ProcessComparison.Of(Stat.Reading) : ProcessComparison.Of(WholeStat))
            | ProcessComparison.Of(Memory.Reading)
            | ProcessComparison.Of(Io.Reading)
            | When(_renamedIn == sample, ProcessChanges.Name)
            | When(Command.PathChangedIn == sample, ProcessChanges.Path)
            | When(Command.ArgumentsChangedIn == sample, CommandLine)
            | When(User.ChangedIn == sample, ProcessChanges.User)
            | When(ChildrenChangedIn == sample, ProcessChanges.Children)
            | When(ThreadsChangedIn == sample, Threads)
            | (Details?.ChangesIn(sample) ?? None);
    }

    private static ProcessChanges When(bool isSo, ProcessChanges change) => isSo ? change : None;
}
