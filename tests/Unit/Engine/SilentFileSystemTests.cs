using System.Diagnostics;
using System.Globalization;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

/// <summary>
/// A FUSE file system whose server no longer answers look-ups of paths, like a network file system without its server. A thread that looks up a
/// path waits, and only SIGKILL ends the wait.
/// </summary>
[Collection(nameof(DescriptorTests))]
public class SilentFileSystemTests
{
    private const string Script = FuseScript.Text +
        """
        server = start(size=5, keep=0, lookups=1, silent=LOOKUP)
        file = os.open(place + '/x (deleted)', os.O_RDONLY)
        print(server, file, flush=True)
        time.sleep(1000)
        """;

    [Fact]
    public async Task Files_do_not_block_on_an_unresponsive_file_system()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Requires root to mount.");
        using PythonProcess holder = new(Script);
        string line = holder.ReadLine();
        Assert.SkipWhen(line == "refused", "FUSE cannot be mounted.");
        int[] numbers = [.. line.Split(' ').Select(word => int.Parse(word, CultureInfo.InvariantCulture))];
        using Process server = Process.GetProcessById(numbers[0]);
        try
        {
            OpenFile file = await OtherMounts.Run(holder.Id, () => File(holder.Id, numbers[1]))
                .WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
            Assert.Equal((FileType.Regular, 2ul, DescriptorAccess.Read, null), (file.Type, file.Inode, file.Access, file.IsDeleted));
            Assert.EndsWith("/x (deleted)", file.Target, StringComparison.Ordinal);
        }
        finally
        {
            server.Kill(); // without its server, the file system fails all waiting calls
        }
    }

    private static OpenFile File(int id, int descriptor)
    {
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = session.Watch(new ProcessSelection { Targets = [session.Find(id)!.Value] }, ProcessDataSets.Files);
        watch.Sample();
        return watch.Files(new FileSelection { IncludeInfo = true }).Single(file => file.Descriptor == descriptor);
    }
}
