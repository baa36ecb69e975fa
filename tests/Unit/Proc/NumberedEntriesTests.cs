using Vmon.Proc;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Proc;

public class NumberedEntriesTests
{
    [Fact]
    public void Only_names_that_are_numbers_of_an_int_are_entries()
    {
        using TemporaryDirectory directory = new();
        foreach (string name in new[] { "1", "42", "2147483647", "2147483648", "99999999999999999999", "-3", "+3", "3a", "a3", " 3", "3 ", "self", "٣", "1.5" })
            Directory.CreateDirectory(directory.Combine(name));
        Assert.Equal([1, 42, 2147483647], List(directory.Path).Order());
    }

    [Fact]
    public void All_of_more_than_fit_one_read_are_listed()
    {
        using TemporaryDirectory directory = new();
        for (int number = 1; number <= 12_000; number++) File.Create(directory.Combine($"{number}")).Dispose();
        Assert.Equal(Enumerable.Range(1, 12_000), List(directory.Path).Order());
    }

    [Fact]
    public void Replaces_what_the_list_held()
    {
        using TemporaryDirectory directory = new();
        Assert.Empty(List(directory.Path));
    }

    [Fact]
    public void Lists_the_processes_that_the_machine_has()
    {
        List<int> listed = List("/proc");
        Assert.Contains(1, listed);
        Assert.Contains(Environment.ProcessId, listed);
        Assert.Equal(listed.Count, listed.Distinct().Count());
    }

    [Fact]
    public void What_is_no_directory_is_a_status()
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
