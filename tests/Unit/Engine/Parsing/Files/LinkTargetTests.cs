using System.Text;
using Vmon.Parsing.Files;

namespace Vmon.Tests.Engine.Parsing.Files;

public class LinkTargetTests
{
    [Theory]
    [InlineData("pipe:[46475]", FileType.Pipe, 46475ul)]
    [InlineData("socket:[1]", FileType.Socket, 1ul)]
    [InlineData("net:[4026531833]", FileType.Namespace, 4026531833ul)]
    [InlineData("mnt:[4026531832]", FileType.Namespace, 4026531832ul)]
    [InlineData("odd:[5]", FileType.Other, 5ul)]
    public void Parse_reads_the_bracketed_number_as_inode(string text, FileType type, ulong inode)
    {
        LinkTarget target = LinkTarget.Parse(Encoding.UTF8.GetBytes(text));
        Assert.Equal(type, target.Type);
        Assert.Equal(inode, target.Inode);
        Assert.True(target.Path.IsEmpty);
    }

    [Theory]
    [InlineData("anon_inode:[eventpoll]", FileType.EventPoll)]
    [InlineData("anon_inode:[eventfd]", FileType.EventFd)]
    [InlineData("anon_inode:inotify", FileType.Inotify)]
    [InlineData("anon_inode:[fanotify]", FileType.Fanotify)]
    [InlineData("anon_inode:[signalfd]", FileType.SignalFd)]
    [InlineData("anon_inode:[timerfd]", FileType.TimerFd)]
    [InlineData("anon_inode:[pidfd]", FileType.PidFd)]
    [InlineData("anon_inode:[io_uring]", FileType.IoUring)]
    [InlineData("anon_inode:[perf_event]", FileType.PerfEvent)]
    [InlineData("anon_inode:[userfaultfd]", FileType.UserFaultFd)]
    [InlineData("anon_inode:bpf-map", FileType.Bpf)]
    [InlineData("anon_inode:kvm-vm", FileType.OtherAnon)]
    [InlineData("anon_inode:", FileType.OtherAnon)]
    public void Parse_reads_the_type_of_an_anonymous_inode(string text, FileType type)
    {
        LinkTarget target = LinkTarget.Parse(Encoding.UTF8.GetBytes(text));
        Assert.Equal(type, target.Type);
        Assert.True(FileType.Anonymous.HasFlag(target.Type));
        Assert.Null(target.Inode);
    }

    [Theory]
    [InlineData("/var/log/syslog", "/var/log/syslog", false)]
    [InlineData("/var/log/old (deleted)", "/var/log/old", true)]
    [InlineData("/a (deleted) (deleted)", "/a (deleted)", true)]
    [InlineData("/", "/", false)]
    public void Parse_of_a_path_leaves_the_type_unknown_and_strips_deleted(string text, string path, bool saysDeleted)
    {
        LinkTarget target = LinkTarget.Parse(Encoding.UTF8.GetBytes(text));
        Assert.Equal(FileType.Unknown, target.Type);
        Assert.Equal(path, Encoding.UTF8.GetString(target.Path));
        Assert.Equal(saysDeleted, target.SaysDeleted);
    }

    [Fact]
    public void Parse_of_a_memfd_has_no_path()
    {
        LinkTarget target = LinkTarget.Parse("/memfd:x y (deleted)"u8);
        Assert.Equal(FileType.MemFd, target.Type);
        Assert.True(target.Path.IsEmpty);
    }

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("pipe")]
    [InlineData("pipe:")]
    [InlineData("pipe:[]")]
    [InlineData("pipe:46475")]
    [InlineData("pipe:[464")]
    [InlineData("pipe:[ 5]")]
    [InlineData("pipe:[12x]")]
    [InlineData("pipe:[-1]")]
    [InlineData("socket:[99999999999999999999999]")]
    [InlineData("]:[")]
    public void Parse_returns_Other_for_malformed_targets(string text)
    {
        LinkTarget target = LinkTarget.Parse(Encoding.UTF8.GetBytes(text));
        Assert.Equal(FileType.Other, target.Type);
        Assert.Null(target.Inode);
    }

    [Fact]
    public void Parse_never_throws_on_random_bytes()
    {
        Random random = new(7);
        byte[] bytes = new byte[40];
        for (int i = 0; i < 10_000; i++)
        {
            random.NextBytes(bytes);
            "pipe:["u8.CopyTo(bytes);
            LinkTarget target = LinkTarget.Parse(bytes.AsSpan(i % 8, random.Next(32)));
            Assert.True(Enum.IsDefined(target.Type));
        }
    }
}
