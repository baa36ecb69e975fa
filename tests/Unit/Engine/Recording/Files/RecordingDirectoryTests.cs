using System.Diagnostics;
using Vmon.Recording.Files;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Recording.Files;

public sealed class RecordingDirectoryTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly NumberedFrames _frames = new();

    private string Path => _directory.Combine("recording");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_block_that_is_being_written_is_read_from_its_journal_without_a_warning()
    {
        // The block of a journal, and the journal as it was before.
        string journal;
        byte[] frames;
        using (RecordingStore store = RecordingStore.Open(new StoreOptions { Path = Path }))
        {
            for (int number = 0; number < 10; number++) _ = _frames.Append(store, number);
            journal = Directory.GetFiles(Path, "open-*").Single();
            frames = File.ReadAllBytes(journal);
        }

        string segment = Directory.GetFiles(Path, "2*.vmon").Single();
        byte[] whole = File.ReadAllBytes(segment);
        File.WriteAllBytes(journal, frames);
        for (int length = FileHeader.Length; length <= whole.Length; length++)
        {
            File.WriteAllBytes(segment, whole[..length]);
            Assert.Equal(Enumerable.Range(0, 10), NumberedFrames.ReadAll(Path, out IReadOnlyList<string> warnings));
            Assert.True(warnings.Count == 0, $"{length} bytes: {string.Join(' ', warnings)}");
        }

        // The next recorder completes it.
        File.WriteAllBytes(segment, whole[..^7]);
        _frames.Record(Path, 10, 20);
        Assert.Equal(Enumerable.Range(0, 20), NumberedFrames.ReadAll(Path, out IReadOnlyList<string> none));
        Assert.Empty(none);
        Assert.False(File.Exists(journal));
    }

    [Fact]
    public void Other_files_are_left_alone_and_what_is_no_recording_is_a_warning()
    {
        _frames.Record(Path, 0, 50);
        File.WriteAllText(System.IO.Path.Combine(Path, "notes.txt"), "notes");
        File.WriteAllText(System.IO.Path.Combine(Path, "20260102T000000Z-0099.vmon"), "no recording");
        _ = Directory.CreateSymbolicLink(System.IO.Path.Combine(Path, "20260102T000000Z-0098.vmon"), "/etc/passwd");
        using (Process fifo = Process.Start("mkfifo", System.IO.Path.Combine(Path, "open-98.vmon"))) fifo.WaitForExit();
        Assert.Equal(Enumerable.Range(0, 50), NumberedFrames.ReadAll(Path, out IReadOnlyList<string> warnings));
        Assert.Equal(3, warnings.Count);
        Assert.All((string[])["-0099", "-0098", "open-98"], name => Assert.Contains(warnings, warning => warning.Contains(name, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_file_of_a_later_version_is_left_out_with_a_warning_and_refuses_a_recorder()
    {
        _frames.Record(Path, 0, 50);
        string later = System.IO.Path.Combine(Path, "20270102T000000Z-0002.vmon");
        byte[] bytes = File.ReadAllBytes(Directory.GetFiles(Path, "2*.vmon").Single());
        bytes[8] = 2;
        BitConverter.GetBytes(Checksum.Of(bytes.AsSpan(0, FileHeader.Length - sizeof(uint)))).CopyTo(bytes, FileHeader.Length - sizeof(uint));
        File.WriteAllBytes(later, bytes);
        Assert.Equal(Enumerable.Range(0, 50), NumberedFrames.ReadAll(Path, out IReadOnlyList<string> warnings));
        Assert.Contains("later version", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.Contains("later version", Assert.Throws<RecordingException>(() => RecordingStore.Open(new StoreOptions { Path = Path })).Message, StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(later));
    }

    [Fact]
    public void Only_the_owner_can_read_it()
    {
        _frames.Record(Path, 0, 50);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, new DirectoryInfo(Path).UnixFileMode);
        Assert.All(Directory.GetFiles(Path), static file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(file).UnixFileMode));
    }

    [Theory]
    [InlineData("", 0u)]
    [InlineData("123456789", 0xE3069283u)]
    [InlineData("a", 0xC1D04330u)]
    public void Checksum_is_that_of_others(string text, uint checksum) => Assert.Equal(checksum, Checksum.Of(System.Text.Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void What_is_no_directory_is_refused()
    {
        string file = _directory.Combine("file");
        File.WriteAllText(file, "");
        Assert.Contains(file, Assert.Throws<RecordingException>(() => RecordingDirectory.Open(file)).Message, StringComparison.Ordinal);
        Assert.Contains(file, Assert.Throws<RecordingException>(() => RecordingStore.Open(new StoreOptions { Path = file })).Message, StringComparison.Ordinal);
        Assert.Throws<RecordingException>(() => RecordingDirectory.Open(Path));
        Assert.Throws<RecordingException>(() => RecordingStore.Open(new StoreOptions { Path = System.IO.Path.Combine(Path, "below") }));
    }
}
