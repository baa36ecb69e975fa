using System.Text;
using Vmon.ProcFs;
using Vmon.Sources.Processes;

namespace Vmon.Tests.Engine.Sources.Processes;

public class ProcessCommandTests
{
    [Theory]
    [InlineData(500, true)]
    [InlineData(600, false)]
    public void Arguments_of_a_long_command_line_are_kept_as_bytes(int words, bool isKept)
    {
        byte[] line = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("a\0", words)));
        ProcessCommand command = ProcessCommand.Unknown.WithArguments(line, ReadStatus.Ok, isTruncated: false);
        Assert.Equal(words, command.Arguments!.Count);
        Assert.Equal(2 * words - 1, command.CommandLine!.Length);
        Assert.Equal((isKept, isKept), (ReferenceEquals(command.Arguments, command.Arguments), ReferenceEquals(command.CommandLine, command.CommandLine)));
    }

    [Fact]
    public void Arguments_and_CommandLine_are_null_when_unknown() =>
        Assert.Equal((null, null), (ProcessCommand.Unknown.Arguments, ProcessCommand.Unknown.CommandLine));
}
