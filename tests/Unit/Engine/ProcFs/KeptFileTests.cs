using System.Text;
using Vmon.ProcFs;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.ProcFs;

public class KeptFileTests
{
    private readonly ReadBuffer _buffer = new();

    [Fact]
    public void Read_of_an_open_file_returns_its_current_content()
    {
        using TemporaryDirectory root = new();
        string path = Create(root, "first");
        DescriptorBudget budget = new(1);
        KeptFile file = default;
        Assert.Equal((ReadStatus.Ok, "first"), Read(root, ref file, budget));
        Assert.True(file.IsOpen);
        Assert.Equal(1, budget.InUse);

        foreach (string content in new[] { "second and longer", "", "short", new string('x', 70_000), "cut" })
        {
            using (FileStream same = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            {
                same.SetLength(0);
                same.Write(Encoding.ASCII.GetBytes(content));
            }

            Assert.Equal((ReadStatus.Ok, content), Read(root, ref file, budget));
        }

        file.Close(budget);
        file.Close(budget);
        Assert.False(file.IsOpen);
        Assert.Equal(0, budget.InUse);
    }

    [Fact]
    public void Read_without_budget_reopens_the_file_each_time()
    {
        using TemporaryDirectory root = new();
        string path = Create(root, "first");
        DescriptorBudget budget = new(0);
        KeptFile file = default;
        Assert.Equal((ReadStatus.Ok, "first"), Read(root, ref file, budget));
        Assert.False(file.IsOpen);
        File.Delete(path);
        Assert.Equal((ReadStatus.Gone, ""), Read(root, ref file, budget));
        File.WriteAllText(path, "another");
        Assert.Equal((ReadStatus.Ok, "another"), Read(root, ref file, budget));
        Assert.Equal(0, budget.InUse);
    }

    [Fact]
    public void Read_reports_a_process_that_exited()
    {
        DescriptorBudget budget = new(1);
        KeptFile file = default;
        using ShellProcess shell = new("echo up; read line");
        _ = shell.ReadLine();
        Assert.Equal(ReadStatus.Ok, ReadLive(shell.Id, ref file, budget, out string before));
        Assert.StartsWith($"{shell.Id} (sh) ", before, StringComparison.Ordinal);
        shell.Kill();
        Assert.Equal(ReadStatus.Gone, ReadLive(shell.Id, ref file, budget, out _));
        file.Close(budget);
        Assert.Equal(ReadStatus.Gone, ReadLive(shell.Id, ref file, budget, out _));
        Assert.Equal(0, budget.InUse);
    }

    private static string Create(TemporaryDirectory root, string content)
    {
        string path = Path.Combine(Directory.CreateDirectory(root.Combine("7")).FullName, "file");
        File.WriteAllText(path, content);
        return path;
    }

    private (ReadStatus Status, string Content) Read(TemporaryDirectory path, ref KeptFile file, DescriptorBudget budget)
    {
        using ProcRoot root = ProcRoot.Open(path.Path);
        ProcDirectory directory = new(root, 7);
        ReadStatus status = file.Read(ref directory, "file\0"u8, budget, _buffer, out int length);
        directory.Dispose();
        return (status, Encoding.ASCII.GetString(_buffer.First(length)));
    }

    private ReadStatus ReadLive(int pid, ref KeptFile file, DescriptorBudget budget, out string content)
    {
        using ProcRoot root = ProcRoot.Open("/proc");
        ProcDirectory directory = new(root, pid);
        ReadStatus status = file.Read(ref directory, "stat\0"u8, budget, _buffer, out int length);
        directory.Dispose();
        content = Encoding.ASCII.GetString(_buffer.First(length));
        return status;
    }
}
