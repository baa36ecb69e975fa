using Vmon.Sources.Processes;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Sources.Processes;

public class UserNamesTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly FakeTime _time = new();
    private readonly Dictionary<uint, string> _known = [];
    private readonly UserNames _names;
    private bool _cannotBeAsked;
    private int _questions;

    public UserNamesTests() => _names = new UserNames(_time, Ask);

    [Fact]
    public void Of_retries_an_unknown_user_after_a_minute()
    {
        Assert.Null(_names.Of(7));
        _known[7] = "late";
        _time.Advance(UserNames.UnknownHolds - Moment);
        Assert.Null(_names.Of(7));
        _time.Advance(Moment);
        Assert.Equal("late", _names.Of(7));
        Assert.Equal(2, _questions);
    }

    [Fact]
    public void Of_refreshes_a_known_name_after_an_hour()
    {
        _known[7] = "before";
        Assert.Equal("before", _names.Of(7));
        _known[7] = "after";
        _time.Advance(UserNames.NameHolds - Moment);
        Assert.Equal("before", _names.Of(7));
        _time.Advance(Moment);
        Assert.Equal("after", _names.Of(7));
        Assert.Equal(2, _questions);
    }

    [Fact]
    public void Of_ignores_steps_of_the_wall_clock()
    {
        Assert.Null(_names.Of(7));
        _time.Step(TimeSpan.FromDays(1));
        Assert.Null(_names.Of(7));
        Assert.Equal(1, _questions);
    }

    [Fact]
    public void Of_returns_the_last_name_and_retries_when_the_lookup_fails()
    {
        _known[7] = "known";
        _cannotBeAsked = true;
        Assert.Null(_names.Of(7));
        _cannotBeAsked = false;
        Assert.Equal("known", _names.Of(7));
        _cannotBeAsked = true;
        _time.Advance(UserNames.NameHolds);
        Assert.Equal("known", _names.Of(7));
        _cannotBeAsked = false;
        _known[7] = "renamed";
        Assert.Equal("renamed", _names.Of(7));
    }

    [Fact]
    public void Of_caps_the_number_of_cached_names()
    {
        for (uint user = 0; user < UserNames.MostKept; user++) _ = _names.Of(user);
        _ = _names.Of(0);
        Assert.Equal(UserNames.MostKept, _questions);
        _ = _names.Of(UserNames.MostKept);
        _ = _names.Of(0);
        Assert.Equal(UserNames.MostKept + 2, _questions);
    }

    private bool Ask(uint user, out string? name)
    {
        _questions++;
        name = _cannotBeAsked ? null : _known.GetValueOrDefault(user);
        return !_cannotBeAsked;
    }
}
