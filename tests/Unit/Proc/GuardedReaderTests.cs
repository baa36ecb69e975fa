using Vmon.Native;
using Vmon.Proc;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Proc;

public sealed class GuardedReaderTests : IDisposable
{
    private const int Most = 1024 * 1024;

    private readonly TemporaryDirectory _directory = new();
    private readonly List<string> _told = [];

    [Fact]
    public void Many_files_are_read_and_each_caller_gets_its_own()
    {
        using GuardedReader reader = new();
        string[] contents = [.. Enumerable.Range(0, 100).Select(number => new string((char)('a' + (number % 26)), 100 * number))];
        foreach (string content in contents) reader.Add(new Caller(_told), Open(content), Most);
        reader.ReadAll();
        Assert.Equal(contents, _told);
        Assert.DoesNotContain(OpenDescriptors(), file => file.StartsWith(_directory.Path, StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_added_and_not_read_is_closed_in_the_end()
    {
        using (GuardedReader reader = new()) reader.Add(new Caller(_told), Open("a"), Most);
        Assert.Empty(_told);
        Assert.DoesNotContain(OpenDescriptors(), file => file.StartsWith(_directory.Path, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_is_cut_at_the_most_that_is_wanted()
    {
        using GuardedReader reader = new();
        reader.Add(new Caller(_told), Open(new string('a', 5000)), most: 4000);
        reader.ReadAll();
        Assert.Equal([4000], _told.Select(text => text.Length));
    }

    [Fact]
    public void Long_files_among_others_are_read_whole_and_in_their_order()
    {
        string[] contents = [.. Enumerable.Range(0, 16).Select(number => new string((char)('a' + number), number % 5 == 0 ? Most / 2 : 10))];
        using GuardedReader reader = new();
        foreach (string content in contents) reader.Add(new Caller(_told), Open(content), Most);
        Assert.Equal(contents, _told);
    }

    [Fact]
    public void Of_long_files_so_much_is_kept_until_others_have_gone()
    {
        string content = new('a', Most);
        using GuardedReader reader = new(mostKept: 2 * Most);
        for (int i = 0; i < 3; i++)
        {
            reader.Add(new Caller(_told), Open(content), Most);
            reader.ReadAll();
        }

        Assert.Equal([Most, Most, GuardedReader.Short], _told.Select(text => text.Length));
        reader.Recount();
        reader.NoteKept(Most);
        reader.Add(new Caller(_told), Open(content), Most);
        reader.ReadAll();
        Assert.Equal(Most, _told[^1].Length);
    }

    public void Dispose() => _directory.Dispose();

    private static IEnumerable<string> OpenDescriptors() =>
        Directory.GetFiles("/proc/self/fd").Select(file => new FileInfo(file).LinkTarget ?? "");

    private int Open(string content)
    {
        string path = _directory.Combine($"{Guid.NewGuid()}");
        File.WriteAllText(path, content);
        Assert.Equal(ReadStatus.Ok, ProcRoot.OpenAt(Libc.CurrentDirectory, System.Text.Encoding.UTF8.GetBytes(path + "\0"), isDirectory: false, out int descriptor));
        return descriptor;
    }

    private sealed class Caller(List<string> told) : IGuardedCaller
    {
        int IGuardedCaller.Accept(ReadStatus status, ReadOnlySpan<byte> content)
        {
            Assert.Equal(ReadStatus.Ok, status);
            told.Add(System.Text.Encoding.UTF8.GetString(content));
            return content.Length;
        }
    }
}
