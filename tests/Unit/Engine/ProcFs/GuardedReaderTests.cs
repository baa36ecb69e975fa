using Vmon.Native;
using Vmon.ProcFs;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.ProcFs;

public sealed class GuardedReaderTests : IDisposable
{
    private const int Most = 1024 * 1024;

    private readonly TemporaryDirectory _directory = new();
    private readonly List<string> _told = [];

    [Fact]
    public void ReadAll_delivers_each_file_to_its_caller()
    {
        using GuardedReader reader = new();
        string[] contents = [.. Enumerable.Range(0, 100).Select(number => new string((char)('a' + (number % 26)), 100 * number))];
        foreach (string content in contents) reader.Add(new Caller(_told), Open(content), Most);
        reader.ReadAll();
        Assert.Equal(contents, _told);
        Assert.DoesNotContain(OpenDescriptors(), file => file.StartsWith(_directory.Path, StringComparison.Ordinal));
    }

    [Fact]
    public void Dispose_closes_files_that_were_not_read()
    {
        using (GuardedReader reader = new()) reader.Add(new Caller(_told), Open("a"), Most);
        Assert.Empty(_told);
        Assert.DoesNotContain(OpenDescriptors(), file => file.StartsWith(_directory.Path, StringComparison.Ordinal));
    }

    [Fact]
    public void ReadAll_truncates_a_file_at_its_maximum()
    {
        using GuardedReader reader = new();
        reader.Add(new Caller(_told), Open(new string('a', 5000)), most: 4000);
        reader.ReadAll();
        Assert.Equal([4000], _told.Select(text => text.Length));
    }

    [Fact]
    public void Add_reads_long_files_completely_and_in_order()
    {
        string[] contents = [.. Enumerable.Range(0, 16).Select(number => new string((char)('a' + number), number % 5 == 0 ? Most / 2 : 10))];
        using GuardedReader reader = new();
        foreach (string content in contents) reader.Add(new Caller(_told), Open(content), Most);
        Assert.Equal(contents, _told);
    }

    [Fact]
    public void ReadAll_truncates_long_files_when_the_retained_total_is_reached()
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

    private sealed class Caller(List<string> contents) : IGuardedCaller
    {
        int IGuardedCaller.Accept(ReadStatus status, ReadOnlySpan<byte> content)
        {
            Assert.Equal(ReadStatus.Ok, status);
            contents.Add(System.Text.Encoding.UTF8.GetString(content));
            return content.Length;
        }
    }
}
