using Vmon.PowerShell;

namespace Vmon.Tests.PowerShell.Sessions;

public class SessionRegistryTests
{
    [Fact]
    public void Of_each_want_a_refusal_is_said_once_for_a_session()
    {
        SessionRegistry registry = new();
        using VmonSession session = new(new SessionOptions());
        Assert.True(registry.IsFirstDenial(session, ProcessWants.IO));
        Assert.False(registry.IsFirstDenial(session, ProcessWants.IO));
        Assert.True(registry.IsFirstDenial(session, ProcessWants.IO | ProcessWants.Files));
        Assert.False(registry.IsFirstDenial(session, ProcessWants.Files));
        Assert.False(registry.IsFirstDenial(session, ProcessWants.None));
    }

    [Fact]
    public void That_a_process_as_a_whole_is_refused_is_said_as_well()
    {
        SessionRegistry registry = new();
        using VmonSession session = new(new SessionOptions());
        Assert.True(registry.IsFirstDenial(session, ProcessWants.None));
        Assert.False(registry.IsFirstDenial(session, ProcessWants.None));
    }
}
