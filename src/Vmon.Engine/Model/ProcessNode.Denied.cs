using Vmon.ProcFs;

namespace Vmon.Model;

internal sealed partial class ProcessNode
{
    /// <summary>The data sets that the kernel denied at the last read.</summary>
    internal ProcessDataSets DeniedDataSets =>
        When(Memory.Reading.Status, ProcessDataSets.Memory)
        | When(Io.Reading.Status, ProcessDataSets.IO)
        | When(Command.Command.PathStatus, ProcessDataSets.Command)
        | When(Command.Command.ArgumentsStatus, ProcessDataSets.Command)
        | When(User.Status, ProcessDataSets.User)
        | (Details?.Denied ?? ProcessDataSets.None);

    private static ProcessDataSets When(ReadStatus status, ProcessDataSets dataSet) => status == ReadStatus.Denied ? dataSet : ProcessDataSets.None;
}
