using Vmon.ProcFs;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.ProcFs;

public class NumberedEntriesTests
{
    [Fact]
    public void List_returns_only_names_that_are_valid_integers()
    {
        using TemporaryDirectory directory = new();
        foreach (string name in new[] { "1", "42", "2147483647", "2147483648", "99999999999999999999", "-3", "+3", "3a", "a3", " 3", "3 ", "self", "٣", "1.5" })
            Directory.CreateDirectory(directory.Combine(name));
        Assert.Equal([1, 42, 2147483647], List(directory.Path).Order());
    }

    [Fact]
    public void List_returns_all_entries_of_a_large_directory()
    {
        using TemporaryDirectory directory = new();
        for (int number = 1; number <= 12_000; number++) File.Create(directory.Combine($"{number}")).Dispose();
        Assert.Equal(Enumerable.Range(1, 12_000), List(directory.Path).Order());
    }

    [Fact]
    public void List_replaces_previous_content()
    {
        using TemporaryDirectory directory = new();
        Assert.Empty(List(directory.Path));
    }

    [Fact]
    public void List_of_proc_contains_running_processes_once()
    {
        List<int> listed = List("/proc");
        Assert.Contains(1, listed);
        Assert.Contains(Environment.ProcessId, listed);
        Assert.Equal(listed.Count, listed.Distinct().Count());
    }

    [Fact]
    public void List_of_a_file_fails_with_a_status_and_an_empty_list()
    {
        using ProcRoot root = ProcRoot.Open("/proc");
        Assert.Equal(ReadStatus.Ok, root.Open("version\0"u8, isDirectory: false, out int descriptor));
        List<int> numbers = [5];
        Assert.Equal(ReadStatus.Gone, NumberedEntries.List(descriptor, new ReadBuffer(), numbers));
        Assert.Empty(numbers);
    }

    private static List<int> List(string path)
    {
        using ProcRoot root = ProcRoot.Open(path);
        Assert.Equal(ReadStatus.Ok, root.Open(".\0"u8, isDirectory: true, out int descriptor));
        List<int> numbers = [7, 7, 7];
        Assert.Equal(ReadStatus.Ok, NumberedEntries.List(descriptor, new ReadBuffer(), numbers));
        return numbers;
    }
}
