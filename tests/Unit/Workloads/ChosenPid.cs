using System.Globalization;

namespace Vmon.Tests.Workloads;

/// <summary>A sleeping child of a shell, and another that gets a PID chosen by the test. Skips the test if the kernel does not permit it.</summary>
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
            Assert.Skip($"Cannot write {LastPid}: {reason.Message}");
        }

        _shell = new ShellProcess(
            $"while read pid; do if [ $pid -gt 0 ]; then kill -9 $!; wait $!; sleep 0.02; echo $((pid - 1)) > {LastPid}; fi; sleep 1000 & echo $!; done");
        Id = Start(0);
    }

    /// <summary>PID of the sleeping child.</summary>
    internal int Id { get; }

    /// <summary>PID of its parent.</summary>
    internal int ParentId => _shell.Id;

    /// <summary>Ends the child. Another gets its PID.</summary>
    internal void GiveAgain() => Give(Id);

    /// <summary>Ends the child. Another gets the specified PID, which is free.</summary>
    internal void Give(int pid)
    {
        int given = 0;
        for (int attempt = 0; attempt < Attempts && given != pid; attempt++) given = Start(pid);
        Assert.SkipWhen(given != pid, "Other processes took the PID each time.");
    }

    public void Dispose() => _shell.Dispose();

    private int Start(int pid)
    {
        _shell.WriteLine(pid.ToString(CultureInfo.InvariantCulture));
        return int.Parse(_shell.ReadLine(), CultureInfo.InvariantCulture);
    }
}
