using System.Text;
using Vmon.Parsing.Processes;

namespace Vmon.Tests.Engine.Parsing.Processes;

public class LongNameTests
{
    [Theory]
    [InlineData("/usr/bin/a-program-of-many-words\0--help\0", "a-program-of-many-words")]
    [InlineData("/bin/sh\0/opt/a-program-of-seventeen\0", "a-program-of-seventeen")]
    [InlineData("a-program-of-many", "a-program-of-many")]
    [InlineData("a-program-of-me: a title that was written over it\0\0\0\0", "a-program-of-me: a title that was written over it", "a-program-of-me")]
    [InlineData("/bin/sh\0-c\0/opt/a-program-of-seventeen\0", "a-program-of-ma")]
    [InlineData("/usr/bin/python3\0-Es\0/usr/sbin/report-generator-daemon\0-f\0", "report-generator-daemon")]
    [InlineData("/bin/bash\0-e\0./nightly-export-worker.sh\0", "nightly-export-worker.sh")]
    [InlineData("/usr/bin/perl\0-I\0lib\0/opt/a-program-of-many-words\0", "a-program-of-many-words")]
    [InlineData("/usr/bin/perl\0script\0a-program-of-many-words\0", "a-program-of-ma")]
    [InlineData("/usr/bin/perl\0-w\0script\0other\0a-program-of-many-words\0", "a-program-of-ma")]
    [InlineData("/bin/other\0", "a-program-of-ma")]
    [InlineData("\0\0", "a-program-of-ma")]
    [InlineData("", "a-program-of-ma")]
    public void Of_returns_the_program_or_the_script_after_interpreter_options(string commandLine, string expected, string? comm = null)
    {
        comm ??= expected[..Math.Min(15, expected.Length)];
        Assert.Equal(expected, LongName.Of(Encoding.UTF8.GetBytes(comm), Encoding.UTF8.GetBytes(commandLine)));
    }

    [Fact]
    public void Of_ignores_names_longer_than_255_characters()
    {
        string comm = new('a', 15);
        Assert.Equal(new string('a', 255), LongName.Of(Encoding.UTF8.GetBytes(comm), Encoding.UTF8.GetBytes(new string('a', 255))));
        Assert.Equal(comm, LongName.Of(Encoding.UTF8.GetBytes(comm), Encoding.UTF8.GetBytes(new string('a', 256))));
    }
}
