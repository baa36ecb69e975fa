using Vmon.PowerShell;

namespace Vmon.Tests.PowerShell.Views;

public class ProcessStateTextTests
{
    public static TheoryData<ProcessState> States => [.. Enum.GetValues<ProcessState>()];

    [Theory]
    [MemberData(nameof(States))]
    public void Every_state_fits_its_column_and_a_new_one_differs(ProcessState state)
    {
        Assert.InRange(ProcessStateText.Of(state, isNew: true).Length, 2, 6);
        Assert.NotEqual(ProcessStateText.Of(state, isNew: true), ProcessStateText.Of(state, isNew: false));
    }

    [Fact]
    public void No_two_states_look_the_same() =>
        Assert.Distinct(Enum.GetValues<ProcessState>().Select(state => ProcessStateText.Of(state, isNew: false)));
}
