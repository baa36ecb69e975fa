using System.Buffers.Binary;
using Vmon.Parsing.Files;

namespace Vmon.Tests.Engine.Parsing.Files;

public class InotifyEventsTests
{
    // As read after: mkdir c, echo 77 > pids.max, and an overflow.
    private static readonly byte[] Recorded =
    [
        .. Convert.FromHexString("0200000000010040000000001000000063000000000000000000000000000000"),
        .. Convert.FromHexString("02000000020000000000000010000000706964732E6D61780000000000000000"),
        .. Convert.FromHexString("FFFFFFFF004000000000000000000000"),
    ];

    [Fact]
    public void Events_have_the_number_of_their_watch_and_a_name()
    {
        InotifyEvents events = new(Recorded);
        Assert.True(events.MoveNext());
        Assert.Equal((2, InotifyMask.IN_CREATE | InotifyMask.IN_ISDIR), (events.Watch, events.Mask));
        Assert.Equal("c"u8, events.Name);
        Assert.True(events.MoveNext());
        Assert.Equal((2, InotifyMask.IN_MODIFY), (events.Watch, events.Mask));
        Assert.Equal("pids.max"u8, events.Name);
        Assert.True(events.MoveNext());
        Assert.Equal((-1, InotifyMask.IN_Q_OVERFLOW), (events.Watch, events.Mask));
        Assert.True(events.Name.IsEmpty);
        Assert.False(events.MoveNext());
    }

    [Fact]
    public void An_event_that_is_cut_ends_them()
    {
        for (int length = 0; length < Recorded.Length; length++)
        {
            InotifyEvents events = new(Recorded.AsSpan(0, length));
            int read = 0;
            while (events.MoveNext()) read++;
            Assert.Equal(length < 32 ? 0 : length < 64 ? 1 : 2, read);
        }
    }

    [Fact]
    public void A_length_of_a_name_that_is_too_large_ends_them()
    {
        byte[] bytes = [.. Recorded];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), uint.MaxValue);
        Assert.False(new InotifyEvents(bytes).MoveNext());
    }
}
