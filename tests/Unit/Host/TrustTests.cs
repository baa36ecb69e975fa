using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using Vmon.PowerShell;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Host;

/// <summary>Traces the system calls of all cmdlets. Every call that could change the machine must be in this list.</summary>
public class TrustTests
{
    // With a question mark: not every architecture has this call.
    private const string Calls =
        "execve,execveat,?open,openat,?openat2,?creat,?mkdir,mkdirat,?unlink,unlinkat,?rmdir,?rename,?renameat,renameat2,?link,linkat,?symlink,symlinkat,"
        + "truncate,?chmod,fchmod,fchmodat,?chown,?lchown,fchown,fchownat,?mknod,mknodat,setxattr,fsetxattr,mount,umount2,?utime,?utimes,utimensat,"
        + "memfd_create,socket,connect,bind,listen,kill,tkill,tgkill,?pidfd_send_signal,ptrace,process_vm_writev,setuid,setgid,setresuid,setresgid,"
        + "setgroups,capset,setns,unshare,setpriority,sched_setaffinity,prlimit64,setrlimit";

    private const string Script =
        """
        Start-VmonSession a | Out-Null; Get-VmonSession | Out-Null
        Get-VmonProcess -Include All | Out-Null; Get-VmonTree | Out-Null
        Get-VmonFile -IncludeInfo | Out-Null; Get-VmonPipe | Out-Null; Get-VmonSystem -Include All | Out-Null; Get-VmonCgroup -Include All | Out-Null
        Get-VmonConnection -Protocol Internet, Unix | Out-Null
        Watch-VmonProcess -Session a -Count 3 -Interval 20ms -IncludeThread | Out-Null; Watch-VmonSystem -Count 2 -Interval 20ms | Out-Null; Watch-VmonCgroup -Count 2 -Interval 20ms | Out-Null
        Watch-VmonEvent -Duration 100ms | Out-Null
        Wait-VmonProcess -Id $PID -Until { $true } -Interval 20ms; Stop-VmonProcess -Id $PID -WhatIf
        Get-VmonProcess -Id $PID | ConvertTo-VmonJson
        Start-VmonRecording -Path $env:HOME/recording -Interval 20ms | Out-Null; Start-Sleep -Milliseconds 200
        Stop-VmonRecording -Path $env:HOME/recording; Get-VmonRecording -Path $env:HOME/recording | Out-Null; Get-VmonProcess -Path $env:HOME/recording | Out-Null
        Copy-VmonRecording -Path $env:HOME/recording -Destination $env:HOME/copy; Export-VmonRecording -Path $env:HOME/recording -Destination $env:HOME/export
        Export-VmonReport -Path $env:HOME/page.html -RecordingPath $env:HOME/recording; Export-VmonReport -Path $env:HOME/page.html -Session a -Duration 40ms -Interval 20ms -Force
        Start-VmonExporter -ListenAddress 127.0.0.1:0 | Out-Null; Get-VmonExporter | Out-Null; Stop-VmonExporter; Export-VmonMetric -Path $env:HOME/metrics.prom | Out-Null
        Export-VmonDiagnostic -Path $env:HOME/report | Out-Null; Export-VmonDiagnostic -Path $env:HOME/report -Force | Out-Null; Stop-VmonSession a
        """;

    private const string Report = """^openat\(AT_FDCWD, "HOME/report", O_WRONLY\|O_CREAT\|O_EXCL""";

    private static readonly string[] Expected =
    [
        """^execve\("VMON", """,
        Report,
        """^openat\(AT_FDCWD, "HOME/report\.[0-9a-f]{32}", O_WRONLY\|O_CREAT\|O_EXCL""",
        """^rename\("HOME/report\.[0-9a-f]{32}", "HOME/report"\)""",
        """^fchmod\(\d+, 0[0-7]{3}\)""",

        // the recording: a journal gets its name when it has its header, and becomes a block of a segment
        """^mkdir(at)?\((AT_FDCWD, )?"HOME/(recording|copy)", 0700\)""",
        """^openat\(\d+, "(lock|open-\d+\.vmon\.new|\d{8}T\d{6}Z-0001\.vmon\.new)", O_RDWR\|O_CREAT""",
        """^renameat2?\(\d+, "(\S+)\.new", \d+, "\1"(, 0)?\)""",
        """^unlinkat\(\d+, "open-\d+\.vmon", 0\)""",

        // an export: each file gets its name when it is complete
        """^mkdir(at)?\((AT_FDCWD, )?"HOME/export(/(processes|system|events)(/host=[^"/]+)?)?", 07[07]{2}\)""",
        """^(openat|unlink|unlinkat)\((AT_FDCWD, )?"HOME/export/(processes|system|events)/host=[^"/]+/\w+\.parquet\.partial",? """,
        """^unlink\("HOME/export/(processes|system|events)/host=[^"/]+/\w+\.parquet\.partial"\)""",
        """^rename(at2?)?\((AT_FDCWD, )?"HOME/export/(\S+)\.partial", (AT_FDCWD, )?"HOME/export/\3"(, 0)?\)""",

        // a report: it gets its name when it is complete. Without -Force, a link is made of it, which fails if the name exists
        """^openat\(AT_FDCWD, "HOME/page\.html\.[0-9a-f]{32}\.partial", O_WRONLY\|O_CREAT\|O_EXCL""",
        """^(rename|link)\("HOME/page\.html\.[0-9a-f]{32}\.partial", "HOME/page\.html"\)""",
        """^unlink\("HOME/page\.html\.[0-9a-f]{32}\.partial"\)""",

        // an exporter: a port of the loopback device, which Start-VmonExporter named. .NET checks which address families exist
        """^socket\(AF_INET, SOCK_STREAM\|SOCK_CLOEXEC, IPPROTO_TCP\)""",
        """^socket\(AF_INET6?, SOCK_DGRAM\|SOCK_CLOEXEC, IPPROTO_IP\)""",
        """^bind\(\d+, \{sa_family=AF_INET, sin_port=htons\(0\), sin_addr=inet_addr\("127\.0\.0\.1"\)\}""",
        """^listen\(\d+, 128\)""",

        // metrics: the file gets its name when it is complete
        """^openat\(AT_FDCWD, "HOME/metrics\.prom\.[0-9a-f]{32}\.tmp", O_WRONLY\|O_CREAT\|O_EXCL""",
        """^rename\("HOME/metrics\.prom\.[0-9a-f]{32}\.tmp", "HOME/metrics\.prom"\)""",

        // .NET: names of its threads, its memory, signals to its own threads, limits that it reads or raises
        """^openat\(AT_FDCWD, "/proc/self/task/\d+/comm", O_RDWR\)""",
        """^openat\(AT_FDCWD, "/dev/shm/sem\.clr\w+", O_RDWR\|O_NOFOLLOW\) = -1 ENOENT""",
        """^memfd_create\("(doublemapper|dotnet_ipc_created)", """,
        """^tgkill\(PID, \d+, SIGRT_""",
        """^prlimit64\(0, RLIMIT_\w+, NULL, """,
        """^prlimit64\(0, RLIMIT_NOFILE, \{""",
        """^sched_setaffinity\(0, """,

        // PowerShell: its directories, its caches of compiled methods and of modules, and the system log. libc: the name of a user
        """^mkdir(at)?\((AT_FDCWD, )?"HOME/(\.cache|\.local|\.local/share|\.config)?(/powershell)?(/Modules)?", """,
        """^openat\(AT_FDCWD, "HOME/\.cache/powershell/(StartupProfileData-NonInteractive|ModuleAnalysisCache-\w+)", O_(WRONLY|RDWR)\|O_CREAT""",
        """^socket\(AF_UNIX, """,
        """^connect\(\d+, \{sa_family=AF_UNIX, sun_path="(/dev/log|/(var/)?run/nscd/socket)"\}""",

        // the socket tables of the kernel
        """^socket\(AF_NETLINK, SOCK_RAW\|SOCK_CLOEXEC, NETLINK_SOCK_DIAG\)""",

        // other network namespaces, entered by a thread that ends there
        """^setns\(\d+, CLONE_NEWNET\)""",

        // process events: memory for BPF before kernel 5.11, and the process connector where BPF is not permitted
        """^prlimit64\(0, RLIMIT_MEMLOCK, \{""",
        """^socket\(AF_NETLINK, SOCK_RAW\|SOCK_CLOEXEC, NETLINK_CONNECTOR\)""",
        """^bind\(\d+, \{sa_family=AF_NETLINK, nl_pid=\d+, nl_groups=0*1\}""",
    ];

    // Debuggers, .NET tools and Enter-PSHostProcess connect to these.
    private static readonly string[] Diagnostics =
    [
        """^unlink(at)?\((AT_FDCWD, )?"/tmp/CoreFxPipe_PSHost\.\w+\.PID\.None\.vmon",?""",
        """^bind\(\d+, \{sa_family=AF_UNIX, sun_path="/tmp/CoreFxPipe_PSHost\.\w+\.PID\.None\.vmon"\}""",
        """^f?chmod(at)?\((AT_FDCWD, )?"/tmp/CoreFxPipe_PSHost\.\w+\.PID\.None\.vmon",?""",
        """^(openat|unlink|unlinkat|mknod|mknodat)\((AT_FDCWD, )?"/tmp/(clr-debug-pipe-PID-\d+-(in|out)|dotnet-diagnostic-PID-\d+-socket)",?""",
        """^bind\(\d+, \{sa_family=AF_UNIX, sun_path="/tmp/dotnet-diagnostic-PID-\d+-socket"\}""",
        """^fchmod\(\d+, 0600\)""",
        """^listen\(""",
    ];

    [Theory]
    [InlineData("")]
    [InlineData("DOTNET_EnableDiagnostics=0 POWERSHELL_DIAGNOSTICS_OPTOUT=1")]
    public void Cmdlets_make_only_the_listed_system_calls(string setting)
    {
        RequireTracing();
        Assert.All(CmdletNames().Where(static name => name != "Show-Vmon"), name => Assert.Contains(name, Script, StringComparison.Ordinal));
        using TemporaryDirectory home = new();
        HostResult result = HostProcess.RunShell("exec " + Traced(home, setting, Script));
        Assert.Equal(0, result.ExitCode);
        Assert.True(File.Exists(home.Combine("report")), result.Error);
        Assert.Contains(Verify(home, isDiagnosed: setting.Length == 0), call => Regex.IsMatch(call, Report));
    }

    // Files, pipes, connections and threads of the selected process, the network of all, the machine of a moment ago, and the end.
    [Fact]
    public void Live_view_makes_only_the_listed_system_calls()
    {
        RequireTracing();
        _ = Tool.Find("script");
        using TemporaryDirectory home = new();
        File.WriteAllText(home.Combine("run.sh"), "stty cols 100 rows 30; exec " + Traced(home, "", "Show-Vmon -Interval 100ms"));
        HostResult result = HostProcess.RunShell($"printf 'l\\t\\t\\tb[q' | script -qec 'sh {home.Path}/run.sh' /dev/null");
        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"\e\[\?1049h[^$]*\e\[\?1049l", result.Output);
        _ = Verify(home, isDiagnosed: true);
    }

    private static void RequireTracing()
    {
        _ = Tool.Find("strace");
        HostResult probe = HostProcess.RunShell("strace -o /dev/null /bin/true");
        Assert.SkipWhen(probe.ExitCode != 0, "strace cannot trace: " + probe.Error);
    }

    private static string Traced(TemporaryDirectory home, string setting, string script) =>
        $"env -u POWERSHELL_DIAGNOSTICS_OPTOUT -u XDG_CACHE_HOME -u XDG_DATA_HOME -u XDG_CONFIG_HOME HOME={home.Path} {setting} strace -f -qq -e signal=none -s 300 -o {home.Path}/trace -e trace={Calls} \"$VMON\" -c '{script}'";

    private static string[] Verify(TemporaryDirectory home, bool isDiagnosed)
    {
        string[] trace = File.ReadAllLines(home.Combine("trace"));
        string pid = trace[0].Split(' ')[0];
        string[] done =
        [
            .. from line in trace
               let call = line.TrimStart("0123456789 ".ToCharArray()).Replace(home.Path, "HOME", StringComparison.Ordinal)
                   .Replace(Repository.Host, "VMON", StringComparison.Ordinal).Replace(" <unfinished ...>", ")", StringComparison.Ordinal)
               where !IsReading(call)
               select Regex.Replace(call, $@"\b{pid}\b", "PID"),
        ];
        string[] expected = [.. Expected, .. isDiagnosed ? Diagnostics : []];
        string[] unexpected = [.. done.Where(call => !expected.Any(pattern => Regex.IsMatch(call, pattern)))];
        Assert.True(unexpected.Length == 0, string.Join('\n', unexpected));
        Assert.Single(done, call => call.StartsWith("execve", StringComparison.Ordinal));
        return done;
    }

    // Also the second half of a call whose line was split by another thread, and the call that a thread was about to make when the process
    // ended: "???( <unfinished ...>", or "???( <detached ...>" if strace no longer waits for the thread.
    private static bool IsReading(string call) =>
        call.StartsWith("<... ", StringComparison.Ordinal) || call.StartsWith("+++", StringComparison.Ordinal) || call.StartsWith("???(", StringComparison.Ordinal)
        || (call.StartsWith("open", StringComparison.Ordinal) && Regex.IsMatch(call, "O_RDONLY|O_PATH") && !Regex.IsMatch(call, "O_CREAT|O_TRUNC|O_TMPFILE"));

    private static IEnumerable<string> CmdletNames() =>
        typeof(VmonCommand).Assembly.GetTypes().Select(type => type.GetCustomAttribute<CmdletAttribute>()).OfType<CmdletAttribute>()
            .Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}");
}
