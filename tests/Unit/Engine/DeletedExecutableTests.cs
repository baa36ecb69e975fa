using System.Diagnostics;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

public sealed class DeletedExecutableTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Path_of_a_deleted_executable_has_no_deleted_suffix()
    {
        string path = _directory.Combine("worker");
        using Worker worker = new(path);
        ProcessSample before = worker.Sample();
        Assert.Equal((path, false), (before.Path, before.IsExecutableDeleted));
        File.Delete(path);
        ProcessSample after = worker.Sample();
        Assert.Equal((path, true), (after.Path, after.IsExecutableDeleted));
    }

    [Fact]
    public void Path_keeps_a_literal_deleted_suffix_of_the_file_name()
    {
        string path = _directory.Combine("worker (deleted)");
        using Worker worker = new(path);
        ProcessSample sample = worker.Sample();
        Assert.Equal((path, null), (sample.Path, sample.IsExecutableDeleted));
        File.Delete(path);
        sample = worker.Sample();
        Assert.Equal((path, true), (sample.Path, sample.IsExecutableDeleted));
    }

    [Fact]
    public void IsExecutableDeleted_is_null_in_a_copy_when_ambiguous()
    {
        using FakeProc proc = new();
        proc.Add(1).Executable = "/usr/bin/worker (deleted)";
        proc.Add(2).Executable = "/usr/bin/worker";
        proc.Add(3).Executable = null;
        foreach (int id in new[] { 1, 2, 3 }) _ = proc[id].Write();
        using VmonSession session = proc.Start();
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything);
        watch.Sample();
        Assert.Equal(
            [("/usr/bin/worker (deleted)", null), ("/usr/bin/worker", false), (null, null)],
            watch.Processes().OrderBy(process => process.Id).Select(process => (process.Path, process.IsExecutableDeleted)));
    }

    private sealed class Worker : IDisposable
    {
        private readonly Process _process;

        internal Worker(string path)
        {
            File.Copy(Tool.Find("sleep"), path);
            _process = Process.Start(path, "1000");
        }

        internal ProcessSample Sample()
        {
            using VmonSession session = new(new SessionOptions());
            using ProcessWatch watch = session.Watch(new ProcessSelection { Targets = [session.Find(_process.Id)!.Value] });
            watch.Sample();
            return watch.Processes().Single();
        }

        public void Dispose()
        {
            _process.Kill();
            _process.WaitForExit();
            _process.Dispose();
        }
    }
}
