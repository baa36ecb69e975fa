using System.Globalization;

namespace Vmon.Tests.Workloads;

/// <summary>A sleeper below a shell, and another after it that gets the pid which a test chooses. The test is skipped where the kernel does not let it.</summary>
internal sealed class ChosenPid : IDisposable
{
    private const string LastPid = "/proc/sys/kernel/ns_last_pid";
    private const int Attempts = 50;

    private readonly ShellProcess _shell;

    internal ChosenPid()
    {
        try
        {
            File.WriteAllText(LastPid, File.ReadAllText(LastPid));
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            Assert.Skip($"{LastPid} cannot be written here: {reason.Message}");
        }

        _shell = new ShellProcess(
            $"while read pid; do if [ $pid -gt 0 ]; then kill -9 $!; wait $!; sleep 0.02; echo $((pid - 1)) > {LastPid}; fi; sleep 1000 & echo $!; done");
        Id = Start(0);
    }

    /// <summary>Pid of the sleeper.</summary>
    internal int Id { get; }

    /// <summary>Its parent.</summary>
    internal int ParentId => _shell.Id;

    /// <summary>Ends the sleeper; another gets its pid.</summary>
    internal void GiveAgain() => Give(Id);

    /// <summary>Ends the sleeper; another gets this pid, which is free.</summary>
    internal void Give(int pid)
    {
        int given = 0;
        for (int attempt = 0; attempt < Attempts && given != pid; attempt++) given = Start(pid);
        Assert.SkipWhen(given != pid, "Other processes took the pid each time.");
    }

    public void Dispose() => _shell.Dispose();

    private int Start(int pid)
    {
        _shell.WriteLine(pid.ToString(CultureInfo.InvariantCulture));
        return int.Parse(_shell.ReadLine(), CultureInfo.InvariantCulture);
    }
}
