using Vmon.Proc;

namespace Vmon.Model;

internal sealed partial class ProcessNode
{
    /// <summary>The wants that the kernel refused at the last attempt.</summary>
    internal ProcessWants DeniedWants =>
        When(Memory.Reading.Status, ProcessWants.Memory)
        | When(Io.Reading.Status, ProcessWants.IO)
        | When(Command.Command.PathStatus, ProcessWants.Command)
        | When(Command.Command.ArgumentsStatus, ProcessWants.Command)
        | When(User.Status, ProcessWants.User)
        | (Details?.Denied ?? ProcessWants.None);

    private static ProcessWants When(ReadStatus status, ProcessWants want) => status == ReadStatus.Denied ? want : ProcessWants.None;
}
