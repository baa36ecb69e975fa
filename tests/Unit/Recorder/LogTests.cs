using Vmon.Recorder;

namespace Vmon.Tests.Recorder;

public class LogTests
{
    [Fact]
    public void Lines_have_priorities_for_the_journal()
    {
        Assert.Equal("<3>e\n<4>w\n<6>i i\n", Written(isJournal: true));
        Assert.Equal("vmon-recorder: e\nvmon-recorder: w\nvmon-recorder: i i\n", Written(isJournal: false));
    }

    private static string Written(bool isJournal)
    {
        using StringWriter output = new() { NewLine = "\n" };
        Log log = new(output, isJournal);
        log.Error("e");
        log.Warning("w");
        log.Information("i\ni");
        return output.ToString();
    }
}
