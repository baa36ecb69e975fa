using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Vmon.Kernel.Events;
using Vmon.Native;

namespace Vmon.Tests.Engine.Kernel.Events;

public class EventDecoderTests
{
    private const EventFields All = (EventFields)(-1);

    private static readonly RecordHead Head = new() { Kind = RecordKind.Exit, Id = 77, Time = 5_000_000_000, StartTime = 4_999_999_999 };
    private static readonly RecordFacts Facts = new() { ParentId = 7, User = 1000, Name = Name("made\0garbage"), Cgroup = 12 };

    [Fact]
    public void Layouts_have_the_sizes_that_the_programs_write()
    {
        Assert.Equal(24, Unsafe.SizeOf<RecordHead>());
        Assert.Equal(64, Unsafe.SizeOf<StartLayout>());
        Assert.Equal(88, Unsafe.SizeOf<ExecLayout>());
        Assert.Equal(144, Unsafe.SizeOf<ProcessUsage>());
        Assert.Equal(64 + 16 + 24 + 144, Unsafe.SizeOf<ExitLayout>());
        Assert.Equal(24 + 144, Unsafe.SizeOf<FreeLayout>());
    }

    [Fact]
    public void Start_has_identity_parent_name_user_and_group()
    {
        StartRecord? start = new EventDecoder(All).Start(Bytes(new StartLayout { Head = Head, Facts = Facts }));
        Assert.Equal(new ProcessIdentity(77, Head.StartTime / SystemConstants.NanosecondsPerTick), start?.Identity);
        Assert.Equal((7, 1000u, 12L), (start?.ParentId, start?.User, start?.Cgroup));
        Assert.Equal("made", Encoding.ASCII.GetString(start!.Name!.Value.Bytes));
    }

    [Fact]
    public void Fields_that_the_kernel_lacks_are_null()
    {
        ExitRecord? exit = new EventDecoder(EventFields.Parent).Exit(Bytes(new ExitLayout { Head = Head, Facts = Facts }));
        Assert.Equal(7, exit?.ParentId);
        Assert.Null(exit?.User);
        Assert.Null(exit?.Name);
        Assert.Null(exit?.Cgroup);
        Assert.Null(exit?.Status);
        Assert.Null(exit?.PeakMemory);
    }

    [Theory]
    [InlineData(0u, 0x100, 0x200, 2)]
    [InlineData(4u, 0x100, 0x200, 1)]
    [InlineData(0x44u, 0x300, 0, 3)]
    public void Status_is_that_of_the_group_if_it_exited_as_one(uint flags, int group, int main, int code) =>
        Assert.Equal(code, Exit(new ExitLayout { GroupFlags = flags, GroupStatus = group, MainStatus = main }).Status?.ExitCode);

    [Theory]
    [InlineData(0, 1000, 0, 0, 1000L)]
    [InlineData(900, 1000, 400, 300, 1000L)]
    [InlineData(1000, 1000, 400, 300, 400L)]
    [InlineData(1000, 1000, 400, 900, 900L)]
    [InlineData(1000, 1000, 400, 1001, 1000L)]
    [InlineData(1000, 1000, 0, 0, null)]
    public void PeakMemory_is_that_of_the_last_program(long before, long all, long last, long resident, long? pages)
    {
        EventDecoder decoder = new(All);
        _ = decoder.Exec(Bytes(new ExecLayout { Head = Head, PeakBefore = before }));
        ExitLayout exit = new() { Head = Head, PeakOfAll = all, PeakOfLast = last, Resident = resident };
        Assert.Equal(pages * SystemConstants.PageSize, decoder.Exit(Bytes(exit))?.PeakMemory);
        Assert.Equal(all * SystemConstants.PageSize, decoder.Exit(Bytes(exit))?.PeakMemory);
    }

    [Fact]
    public void Exec_has_the_texts_by_their_lengths()
    {
        ExecRecord exec = Exec("sh\0-c\0", "/bin/sh\0", 100)!;
        Assert.Equal("sh\0-c\0"u8.ToArray(), exec.Command);
        Assert.Equal("/bin/sh"u8.ToArray(), exec.Path);
        Assert.True(exec.IsCommandCut);
        Assert.False(Exec("sh\0-c\0", "/bin/sh\0", 6)!.IsCommandCut);
        Assert.Null(Exec("", "/bin/sh\0", 6)!.Command);
        Assert.Empty(Exec("", "/bin/sh\0", 0)!.Command!);
        Assert.Null(Exec("", "", 0)!.Path);
    }

    [Theory]
    [InlineData("/a.slice/b.service\0", 19, "/a.slice/b.service")]
    [InlineData("/a\0padding", 3, "/a")]
    [InlineData("/a\0", 4, null)]
    [InlineData("\0", 1, null)]
    [InlineData("", -14, null)]
    [InlineData("", 512, null)]
    public void Cgroup_has_the_path_that_fits(string text, long length, string? path)
    {
        byte[] bytes = [.. Bytes(new CgroupLayout { Head = Head, Id = 7, PathLength = length }), .. Encoding.ASCII.GetBytes(text)];
        Assert.Equal(path is not null, EventDecoder.TryCgroup(bytes, out long id, out ReadOnlySpan<byte> found));
        Assert.Equal(7, id);
        Assert.Equal(path ?? "", Encoding.ASCII.GetString(found));
        Assert.False(EventDecoder.TryCgroup(bytes.AsSpan(0, 30), out _, out _));
    }

    [Fact]
    public void Short_or_impossible_records_are_null()
    {
        byte[] exec = Bytes(new ExecLayout { Head = Head, CommandLength = 5 });
        Assert.Null(new EventDecoder(All).Exec(exec));
        Assert.Null(new EventDecoder(All).Exec(Bytes(new ExecLayout { Head = Head, CommandLength = -1 })));
        Assert.Null(new EventDecoder(All).Exec(Bytes(new ExecLayout { Head = Head, CommandLength = int.MaxValue, PathLength = int.MaxValue })));
        byte[] exit = Bytes(new ExitLayout { Head = Head });
        Assert.NotNull(new EventDecoder(All).Exit(exit));
        Assert.Null(new EventDecoder(All).Exit(exit.AsSpan(1)));
        Assert.False(EventDecoder.TryFree(exit.AsSpan(0, 100), out _));
        Assert.False(EventDecoder.TryHead(exit.AsSpan(0, 10), out _));
        Assert.False(EventDecoder.TryHead(Bytes(Head with { Id = 0 }), out _));
        Assert.False(EventDecoder.TryHead(Bytes(Head with { StartTime = -1 }), out _));
        Assert.True(EventDecoder.TryHead(exit, out _));
    }

    [Theory]
    [InlineData(0, 0, 700, 700, 0)]
    [InlineData(4, 0, 700, 700, 0)]
    [InlineData(0, 4, 700, 0, 700)]
    [InlineData(30, 10, 100, 75, 25)]
    [InlineData(30, 10, 0, 30, 10)]
    [InlineData(3_000_000_000_000_000_000, 1_000_000_000_000_000_000, 4_000_000_000_000_000_000, 3_000_000_000_000_000_000, 1_000_000_000_000_000_000)]
    public void Ticks_divide_the_exact_cpu_into_user_and_system(long userTicks, long systemTicks, long exact, long user, long system)
    {
        ProcessUsage usage = new() { UserTicked = userTicks, SystemTicked = systemTicks, RunTime = exact };
        Assert.Equal((user, system), (usage.UserTime, usage.SystemTime));
    }

    private static ExitRecord Exit(ExitLayout exit) => new EventDecoder(All).Exit(Bytes(exit with { Head = Head }))!;

    private static ExecRecord? Exec(string command, string path, long whole)
    {
        ExecLayout exec = new() { Head = Head, CommandLength = command.Length, PathLength = path.Length, WholeCommandLength = whole };
        return new EventDecoder(All).Exec([.. Bytes(exec), .. Encoding.ASCII.GetBytes(command + path)]);
    }

    private static RecordFacts.NameBytes Name(string name) =>
        MemoryMarshal.Read<RecordFacts.NameBytes>(Encoding.ASCII.GetBytes(name.PadRight(RecordFacts.NameBytes.Length, '\0')));

    private static byte[] Bytes<T>(T record)
        where T : unmanaged => MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in record)).ToArray();
}
