using System.Diagnostics;
using System.Globalization;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

/// <summary>Compares the values of an idle process with those of other tools.</summary>
public class OtherToolsTests
{
    [Fact]
    public void Properties_of_an_idle_process_agree_with_ps()
    {
        using ShellProcess shell = new("echo up; read line");
        _ = shell.ReadLine();
        ProcessSample sample = SampleSleeping(shell.Id);
        Assert.Equal(
            [
                $"{sample.Id}", $"{sample.ParentId}", $"{sample.ProcessGroupId}", $"{sample.SessionId}", sample.Terminal ?? "?",
                $"{sample.ForegroundProcessGroupId ?? -1}", $"{sample.Nice}", $"{39 - sample.Priority}", $"{sample.VirtualMemory / 1024}",
                $"{sample.ThreadCount}", $"{sample.MinorFaultsTotal}", $"{sample.MajorFaultsTotal}", "S", sample.ProcessName,
            ],
            Words(Output("ps", "-o", "pid=,ppid=,pgid=,sid=,tty=,tpgid=,nice=,pri=,vsz=,nlwp=,min_flt=,maj_flt=,s=,comm=", "-p", $"{shell.Id}")));
        Assert.Equal(string.Join(' ', sample.Arguments!), Output("ps", "-ww", "-o", "args=", "-p", $"{shell.Id}").TrimEnd('\n'));
    }

    [Fact]
    public void WorkingSet_VirtualMemory_and_SharedMemory_agree_with_proc_status()
    {
        using ShellProcess shell = new("echo up; read line");
        _ = shell.ReadLine();
        ProcessSample sample = SampleSleeping(shell.Id);
        string[] status = File.ReadAllLines($"/proc/{shell.Id}/status");
        Assert.Equal(Kilobytes(status, "VmRSS:"), sample.WorkingSet / 1024);
        Assert.Equal(Kilobytes(status, "VmSize:"), sample.VirtualMemory / 1024);
        Assert.Equal(Kilobytes(status, "RssFile:") + Kilobytes(status, "RssShmem:"), sample.SharedMemory / 1024);
    }

    [Fact]
    public void StartTime_agrees_with_ps()
    {
        using ShellProcess shell = new("echo up; read line");
        _ = shell.ReadLine();
        string text = Output("env", "LC_ALL=C", "TZ=UTC", "ps", "-o", "lstart=", "-p", $"{shell.Id}").Trim();
        DateTimeOffset started = DateTimeOffset.ParseExact(
            text, "ddd MMM d HH:mm:ss yyyy", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces);

        // ps counts in whole seconds from a boot time in whole seconds.
        Assert.InRange((SampleSleeping(shell.Id).StartTime!.Value - started).TotalSeconds, -1.5, 2.5);
    }

    [Fact]
    public void Properties_of_an_idle_process_agree_with_psutil()
    {
        const string Python = "/usr/bin/python3";
        Assert.SkipUnless(
            File.Exists(Python) && Run(Python, "-c", "import psutil").ExitCode == 0,
            "psutil is not installed for /usr/bin/python3 (Debian: python3-psutil).");
        using ShellProcess shell = new("i=0; while [ $i -lt 50000 ]; do i=$((i+1)); done; echo up; read line");
        _ = shell.ReadLine();
        ProcessSample sample = SampleSleeping(shell.Id);
        const string Script =
            "import psutil, sys; p = psutil.Process(int(sys.argv[1])); m = p.memory_info(); i = p.io_counters(); c = p.cpu_times();"
            + "print(m.rss, m.vms, m.shared, m.text, m.data, i.read_bytes, i.write_bytes, i.read_chars, i.write_chars, i.read_count, i.write_count,"
            + " p.num_threads(), p.nice(), p.ppid(), p.exe(), p.name(), c.user + c.system)";
        string[] theirs = Words(Output(Python, "-c", Script, $"{shell.Id}"));
        Assert.Equal(
            [
                $"{sample.WorkingSet}", $"{sample.VirtualMemory}", $"{sample.SharedMemory}", $"{sample.TextMemory}", $"{sample.DataMemory}",
                $"{sample.IoReadTotal}", $"{sample.IoWriteTotal}", $"{sample.IoReadCharsTotal}", $"{sample.IoWriteCharsTotal}",
                $"{sample.IoReadCallsTotal}", $"{sample.IoWriteCallsTotal}", $"{sample.ThreadCount}", $"{sample.Nice}", $"{sample.ParentId}",
                sample.Path!, sample.ProcessName,
            ],
            theirs[..^1]);

        // The kernel cuts off user time and system time to clock ticks of 10 ms each. The thousandth is an error of the addition.
        Assert.InRange(sample.CPU!.Value - double.Parse(theirs[^1], CultureInfo.InvariantCulture), -0.001, 0.021);
    }

    [Fact]
    public void CpuPercent_of_a_busy_process_agrees_with_pidstat()
    {
        Assert.SkipUnless(Run("sh", "-c", "command -v pidstat").ExitCode == 0, "pidstat is not installed (Debian: sysstat).");
        using ShellProcess shell = new("echo up; while :; do :; done");
        _ = shell.ReadLine();
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = session.Watch(new ProcessSelection { Targets = [session.Find(shell.Id)!.Value] });
        watch.Sample();
        string[] average = Words(Output("env", "LC_ALL=C", "pidstat", "-u", "-p", $"{shell.Id}", "3", "1").Split('\n').Last(line => line.StartsWith("Average:", StringComparison.Ordinal)));
        watch.Sample();

        // Average: UID PID %usr %system %guest %wait %CPU CPU Command
        double theirs = double.Parse(average[7], CultureInfo.InvariantCulture);
        Assert.InRange(Assert.Single(watch.Processes()).CpuPercent!.Value, theirs - 5, theirs + 5);
    }

    private static ProcessSample SampleSleeping(int pid)
    {
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = session.Watch(new ProcessSelection { Targets = [session.Find(pid)!.Value] });
        long end = Environment.TickCount64 + 20_000;
        do watch.Sample();
        while (watch.Processes().Single().State != ProcessState.Sleeping && Environment.TickCount64 < end);
        return watch.Processes().Single();
    }

    private static long Kilobytes(string[] status, string key) =>
        long.Parse(Words(status.Single(line => line.StartsWith(key, StringComparison.Ordinal)))[1], CultureInfo.InvariantCulture);

    private static string[] Words(string line) => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static string Output(string program, params string[] arguments) => Run(program, arguments).Output;

    private static (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
