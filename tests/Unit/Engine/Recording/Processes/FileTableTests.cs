using System.Text;
using Vmon.ProcFs;
using Vmon.Recording;
using Vmon.Recording.Processes;
using Vmon.Sources.Files;

namespace Vmon.Tests.Engine.Recording.Processes;

public class FileTableTests
{
    private readonly RecordedProcess _process = new(block: null!) { Id = 1, ParentSlot = -1 };
    private readonly NodeSlot _slot = new(number: 5, isUnsampled: false);
    private readonly ColumnSet _all = new();

    [Fact]
    public void Descriptors_are_read_as_they_were_written_in_each_frame()
    {
        FileEntry pipe = new() { Descriptor = 0, Type = FileType.Pipe, Link = [.. "pipe:[5]"u8], Inode = ulong.MaxValue, Access = DescriptorAccess.Read };
        FileEntry denied = new() { Descriptor = 1 };
        FileEntry deleted = new() { Descriptor = 7, Type = FileType.Regular, Link = [.. "/a (deleted)"u8], Inode = 8, Device = 9UL << 32, Access = DescriptorAccess.ReadWrite, IsDeleted = true };
        FileEntry device = new() { Descriptor = 1000, Type = FileType.CharDevice, Link = [.. "/dev/null"u8], Inode = 4, Device = 6, SpecialDevice = (1UL << 32) | 3, Access = DescriptorAccess.None, IsDeleted = false };
        FileEntry other = device with { Descriptor = 7 };
        AssertReplayed([[pipe, denied, deleted], [pipe, denied, deleted], [denied, device], [other], []]);
    }

    [Fact]
    public void What_exceeds_the_limit_of_a_frame_comes_with_the_next_one()
    {
        FileEntry[] entries = [.. Enumerable.Range(0, 10).Select(static i => new FileEntry { Descriptor = i, Inode = (ulong)i })];
        FileTableWriter writer = new(mostPerFrame: 4);
        for (int frame = 0; frame < 3; frame++) Write(writer, entries, frame);
        FileTableReader reader = Reader();
        foreach (int known in (int[])[4, 8, 10])
        {
            Assert.True(reader.TryRead());
            Assert.Equal((known, 10), (_process.Files!.Table.Entries.Length, _process.Files.Table.Count));
        }
    }

    [Fact]
    public void Descriptors_that_did_not_change_take_no_space()
    {
        FileTableWriter writer = new();
        FileEntry[] entries = [new FileEntry { Descriptor = 0, Link = [.. "/a"u8], Type = FileType.Regular }];
        for (int frame = 0; frame < 3; frame++) Write(writer, entries, frame, isChanged: frame == 0);
        int length = _all[(int)FrameColumn.Files].Length;
        Write(writer, entries, frame: 3, isChanged: false);
        Assert.Equal(1, _all[(int)FrameColumn.Files].Length - length);
    }

    [Theory]
    [InlineData(new byte[] { 6, 1, 1, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1 })] // a descriptor above 2 to the power of 31
    [InlineData(new byte[] { 7, 1, 1, 0, 0 })] // a slot without a process
    [InlineData(new byte[] { 6, 1, 0, 0, 0 })] // listed, but without a number
    [InlineData(new byte[] { 6, 1, 2, 1, 1 })] // an end within a descriptor
    public void Impossible_bytes_are_refused(byte[] bytes) =>
        Assert.False(new FileTableReader(column => new ColumnReader(column == (int)FrameColumn.Files ? bytes : new byte[] { 0 }), At).TryRead());

    private static string Show(ReadOnlySpan<FileEntry> entries)
    {
        StringBuilder text = new();
        foreach (FileEntry entry in entries)
            _ = text.AppendLine($"{entry.Descriptor} {entry.Type} {ProcText.Decode(entry.Link ?? [])} {entry.Link is null} {entry.Access} {entry.Inode} {entry.Device} {entry.SpecialDevice} {entry.IsDeleted}");
        return text.ToString();
    }

    private void AssertReplayed(FileEntry[][] frames)
    {
        FileTableWriter writer = new();
        for (int frame = 0; frame < frames.Length; frame++) Write(writer, frames[frame], frame);
        FileTableReader reader = Reader();
        foreach (FileEntry[] frame in frames)
        {
            Assert.True(reader.TryRead());
            Assert.Equal(Show(frame), Show(_process.Files!.Table.Entries));
            Assert.Equal((frame.Length, ReadStatus.Ok), (_process.Files.Table.Count, _process.Files.Status));
        }
    }

    private void Write(FileTableWriter writer, FileEntry[] entries, int frame, bool isChanged = true)
    {
        FileTable table = new();
        table.Restore([.. entries], entries.Length, hasDeniedLinks: false, hasUnreadLinks: false);
        FileTableSampler files = default;
        files.Restore(ReadStatus.Ok, table, isChanged, sample: 1);
        writer.Begin(_all, isWhole: frame == 0);
        writer.Write(files, sample: 1, _slot);
        writer.End();
    }

    private FileTableReader Reader() => new(column => new ColumnReader(_all[column].Bytes.ToArray()), At);

    private RecordedProcess? At(int slot) => slot == 5 ? _process : null;
}
