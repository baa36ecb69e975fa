using Vmon.Parsing;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;

namespace Vmon.Sources.Processes;

/// <summary>Whether the kernel counts block IO delays. If not, the zeros in stat are not measured.</summary>
internal sealed class DelayAccounting
{
    private bool? _isSwitchedOn;
    private bool _hasCounted;

    /// <summary>Whether a delay of zero is a measured value.</summary>
    internal bool IsOn => _isSwitchedOn ?? _hasCounted;

    /// <summary>Reads the switch (Linux 5.14), which root may turn at any time.</summary>
    internal void Refresh(ProcRoot root, ReadBuffer buffer)
    {
        _isSwitchedOn = null;
        if (root.Read("sys/kernel/task_delayacct\0"u8, buffer, out int length) != ReadStatus.Ok) return;
        ByteReader reader = new(buffer.First(length));
        int value = reader.Number();
        if (!reader.IsMalformed) _isSwitchedOn = value != 0;
    }

    /// <summary>A kernel without the switch counts if any process has a value.</summary>
    internal void Note(in ProcStat stat) => _hasCounted |= stat.BlockIoDelay != 0;
}
