using System.Management.Automation;
using Vmon.PowerShell.Views;

namespace Vmon.Tests.PowerShell.Views;

public class SessionColumnsTests
{
    [Theory]
    [InlineData(250, "250ms")]
    [InlineData(1000, "1s")]
    [InlineData(1500, "1.5s")]
    [InlineData(90_000, "90s")]
    public void Interval_is_shown_in_parameter_units(int milliseconds, string expected)
    {
        PSObject session = new();
        session.Properties.Add(new PSNoteProperty(nameof(VmonSession.Interval), TimeSpan.FromMilliseconds(milliseconds)));
        Assert.Equal(expected, new SessionColumns(session.Properties).Interval);
    }
}
