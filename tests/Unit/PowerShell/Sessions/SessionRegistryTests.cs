using Vmon.PowerShell.Sessions;

namespace Vmon.Tests.PowerShell.Sessions;

public class SessionRegistryTests
{
    [Fact]
    public void IsFirstDenial_is_true_once_for_each_session()
    {
        SessionRegistry registry = new();
        using VmonSession session = new(new SessionOptions());
        using VmonSession other = new(new SessionOptions { Name = "other" });
        Assert.True(registry.IsFirstDenial(session));
        Assert.False(registry.IsFirstDenial(session));
        Assert.True(registry.IsFirstDenial(other));
    }
}
