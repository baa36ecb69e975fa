using System.Runtime.Versioning;
using Vmon.PowerShell.Reports;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.PowerShell.Reports;

[SupportedOSPlatform("linux")]
public sealed class CompleteFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string File => _directory.Combine("file");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_file_that_is_replaced_keeps_its_mode()
    {
        System.IO.File.WriteAllText(File, "old");
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        CompleteFile.Write(File, replaces: true, static stream => stream.WriteByte((byte)'n'));
        Assert.Equal("n", System.IO.File.ReadAllText(File));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, System.IO.File.GetUnixFileMode(File));
    }

    [Fact]
    public void A_failure_leaves_the_old_file_and_nothing_else()
    {
        System.IO.File.WriteAllText(File, "old");
        _ = Assert.Throws<IOException>(() => CompleteFile.Write(File, replaces: true, Fail));
        Assert.Equal("old", System.IO.File.ReadAllText(File));
        Assert.Equal([File], Directory.GetFiles(_directory.Path));

        static void Fail(Stream stream)
        {
            stream.WriteByte(1);
            throw new IOException("full");
        }
    }

    [Fact]
    public void A_file_that_appears_meanwhile_is_not_replaced()
    {
        _ = Assert.Throws<IOException>(() => CompleteFile.Write(File, replaces: false, _ => System.IO.File.WriteAllText(File, "other")));
        Assert.Equal("other", System.IO.File.ReadAllText(File));
        Assert.Equal([File], Directory.GetFiles(_directory.Path));
    }
}
