using Vmon.Parsing.Processes;

namespace Vmon.Tests.Engine.Parsing.Processes;

public class WaitStatusTests
{
    [Theory]
    [InlineData(0, 0, null, null)]
    [InlineData(3 << 8, 3, null, null)]
    [InlineData(255 << 8, 255, null, null)]
    [InlineData(9, null, Signals.SIGKILL, false)]
    [InlineData(11 | 0x80, null, Signals.SIGSEGV, true)]
    [InlineData(64, null, Signals.SIG64, false)]
    [InlineData(65, null, null, false)]
    public void WaitStatus_decodes_exit_code_signal_and_core_dump(int value, int? code, Signals? signal, bool? hasDumpedCore)
    {
        WaitStatus status = new(value);
        Assert.Equal((code, signal, hasDumpedCore), (status.ExitCode, status.ExitSignal, status.HasDumpedCore));
    }
}
