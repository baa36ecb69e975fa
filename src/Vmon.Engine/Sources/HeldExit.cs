using Vmon.Native;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;

namespace Vmon.Sources;

/// <summary>A process held by a pidfd, which tells any user how it exited. Not copied.</summary>
internal struct HeldExit
{
    private int _descriptor;
    private bool _isOpen;

    /// <summary>Whether the kernel keeps the wait status for a pidfd.</summary>
    internal static bool IsSupported { get; } = Environment.OSVersion.Version >= new Version(6, 15);

    /// <summary>How the process exited. Null before <see cref="Close"/>, and unless its parent had waited for it by then.</summary>
    internal WaitStatus? Status { get; private set; }

    /// <summary>Holds the process that has the PID now, within the budget.</summary>
    /// <returns>Whether it is held. The caller must then verify its start.</returns>
    internal bool TryOpen(int process, DescriptorBudget budget)
    {
        if (!budget.TryTake()) return false;
        _descriptor = Libc.PidFdOpen(process);
        _isOpen = _descriptor >= 0;
        if (!_isOpen) budget.Return();
        return _isOpen;
    }

    /// <summary>Asks how the process exited, and releases it.</summary>
    internal void Close(DescriptorBudget budget)
    {
        if (!_isOpen) return;
        if (PidFdInfo.ExitStatus(_descriptor) is int status) Status = new WaitStatus(status);
        _ = Libc.Close(_descriptor);
        _isOpen = false;
        budget.Return();
    }
}
