using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

[Collection(nameof(DescriptorTests))]
public sealed class SystemFileSystemTests : SystemSampling
{
    private const int StatFs = 17;

    private static readonly string Script = FuseScript.Text +
        $"""
        server = start(size=5, keep=0, lookups=1, silent={StatFs})
        print(server, place, flush=True)
        time.sleep(1000)
        """;

    [Fact]
    public void File_systems_are_those_of_df()
    {
        using Process df = Process.Start(new ProcessStartInfo("df", ["--output=target,source,fstype,size,used,avail,itotal", "-B1"]) { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["LC_ALL"] = "C" } })!;
        string[][] lines = [.. df.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        df.WaitForExit();
        IReadOnlyList<FileSystemSample> sampled = Sample(new VmonSession(new SessionOptions()))!;
        foreach (string[] line in lines.Where(line => line.Length == 7))
        {
            FileSystemSample one = Assert.Single(sampled, one => one.MountPoint == line[0]);
            Assert.Equal((line[1], line[2], Number(line[3])), (one.Source, one.Type, one.Size));
            Assert.Equal(line[6] == "-" ? null : Number(line[6]) is 0 ? null : Number(line[6]), one.InodesTotal);
            Assert.Equal(one.Size, one.Used + one.Free);
            Assert.True(one.Available <= one.Free, $"{one.MountPoint}: {one.Available} of {one.Free} are available.");
        }

        Assert.Contains(sampled, one => one.UsedPercent is >= 0 and <= 100);
        static long? Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
    }

    [Fact]
    public void File_systems_are_null_in_a_captured_tree()
    {
        Proc["thread-self/mountinfo"] = "36 35 98:0 / /mnt rw - ext3 /dev/root rw\n";
        SystemSample sample = Take(1);
        Assert.Null(sample.FileSystems);
        Assert.Equal(SystemDataSets.None, sample.Denied);
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task A_file_system_that_does_not_answer_has_null_sizes_and_the_others_are_known()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Requires root to mount.");
        using PythonProcess holder = new(Script);
        string line = holder.ReadLine();
        Assert.SkipWhen(line == "refused", "FUSE cannot be mounted.");
        string[] words = line.Split(' ');
        using Process server = Process.GetProcessById(int.Parse(words[0], CultureInfo.InvariantCulture));
        try
        {
            IReadOnlyList<FileSystemSample>[] samples = await OtherMounts.Run(holder.Id, static () =>
            {
                using VmonSession session = new(new SessionOptions());
                using SystemWatch watch = session.WatchSystem(SystemDataSets.FileSystem);
                return Enumerable.Range(0, 3).Select(_ => Sample(watch)).ToArray();
            }).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            foreach (IReadOnlyList<FileSystemSample> sampled in samples)
            {
                FileSystemSample silent = Assert.Single(sampled, one => one.MountPoint == words[1]);
                Assert.Equal(("fuse", null, null, null), (silent.Type, silent.Size, silent.Available, silent.UsedPercent));
                Assert.NotNull(sampled.First(one => one.MountPoint == "/").Size);
            }
        }
        finally
        {
            server.Kill(); // without its server, the file system fails all waiting calls
        }
    }

    private static IReadOnlyList<FileSystemSample>? Sample(VmonSession session)
    {
        using (session)
        using (SystemWatch watch = session.WatchSystem(SystemDataSets.FileSystem)) return Sample(watch);
    }

    private static IReadOnlyList<FileSystemSample> Sample(SystemWatch watch)
    {
        watch.Sample();
        return watch.Current!.FileSystems!;
    }
}
