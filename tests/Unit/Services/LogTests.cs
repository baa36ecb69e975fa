using Vmon.Services;

namespace Vmon.Tests.Services;

public class LogTests
{
    [Fact]
    public void Lines_have_priorities_for_the_journal()
    {
        Assert.Equal("<3>e\n<4>w\n<6>i i\n", Written(isJournal: true));
        Assert.Equal("program: e\nprogram: w\nprogram: i i\n", Written(isJournal: false));
    }

    private static string Written(bool isJournal)
    {
        using StringWriter output = new() { NewLine = "\n" };
        Log log = new(output, isJournal, "program");
        log.Error("e");
        log.Warning("w");
        log.Information("i\ni");
        return output.ToString();
    }
}
