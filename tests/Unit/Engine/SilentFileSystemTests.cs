using System.Diagnostics;
using System.Globalization;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

/// <summary>
/// A file system (FUSE) whose server no longer answers when a path is looked up, as one of a network whose server is gone. Whoever looks
/// waits, deaf to all signals but SIGKILL.
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
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "It takes root to mount.");
        using PythonProcess holder = new(Script);
        string line = holder.ReadLine();
        Assert.SkipWhen(line == "refused", "This kernel does not mount FUSE here.");
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
            server.Kill(); // without it, the file system fails whoever waits for it
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
