using Vmon.Parsing.Processes;

namespace Vmon.Tests.Engine.Parsing.Processes;

public class WaitStatusTests
{
    [Theory]
    [InlineData(0, 0, null, false)]
    [InlineData(3 << 8, 3, null, false)]
    [InlineData(255 << 8, 255, null, false)]
    [InlineData(9, null, 9, false)]
    [InlineData(11 | 0x80, null, 11, true)]
    [InlineData(64, null, 64, false)]
    public void WaitStatus_decodes_exit_code_signal_and_core_dump(int value, int? code, int? signal, bool hasDumpedCore)
    {
        WaitStatus status = new(value);
        Assert.Equal((code, signal, hasDumpedCore), (status.ExitCode, status.TerminationSignal, status.HasDumpedCore));
    }
}
