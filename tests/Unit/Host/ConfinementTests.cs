using Vmon.Native;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Host;

/// <summary>vmon with fewer rights or in namespaces of its own, looking at a process outside.</summary>
public class ConfinementTests
{
    private const string Whole = "sleep: IO True, path True, memory True, local True, refused None; machine True";
    private const string Refused = "sleep: IO False, path False, memory True, local True, refused IO, Command; machine True";
    private const string WithoutMachine = "sleep: IO True, path True, memory True, local True, refused None; machine False";
    private const string Elsewhere = "sleep: IO True, path True, memory True, local False, refused None; machine True";

    private const string Look =
        """
        Watch-VmonProcess -Count 4 -Interval 20ms -WarningAction Ignore | Where-Object { $_.Id -eq $env:ID -and $_.Sample -eq 4 } | ForEach-Object {
            "$($_.Name): IO $($null -ne $_.IoReadCharsTotal), path $($null -ne $_.Path), memory $($_.WorkingSet -gt 0), local $($_.IsLocal), " +
            "refused $($_.Denied); machine $($null -ne (Get-VmonSystem).MemoryTotal)"
        }
        "itself $((Get-VmonProcess -Id $PID).Name -eq "vmon")"
        try { Stop-VmonProcess -Id $env:ID -Signal CONT -ErrorAction Stop; "held" } catch { "$($_.FullyQualifiedErrorId)" -replace ",.*" }
        """;

    // Refuses system calls: errno, their numbers, and the command to run.
    private const string Filter =
        """
        import ctypes, os, struct, sys
        code = [(0x20, 0, 0, 0)]
        for call in sys.argv[2].split(): code += [(0x15, 0, 1, int(call)), (6, 0, 0, 0x50000 | int(sys.argv[1]))]
        code += [(6, 0, 0, 0x7fff0000)]
        program = ctypes.create_string_buffer(b"".join(struct.pack("<HBBI", *line) for line in code))
        libc = ctypes.CDLL(None)
        if libc.prctl(38, 1, 0, 0, 0) or libc.prctl(22, 2, struct.pack("<HxxxxxxQ", len(code), ctypes.addressof(program)), 0, 0): sys.exit("no filter")
        os.execv(sys.argv[3], sys.argv[3:])
        """;

    // Each line is a prefix of a command, like unshare.
    [Theory]
    [InlineData("exec", Whole, true, "held")]
    [InlineData("exec unshare -m", Whole, true, "held")]
    [InlineData("exec unshare -n -u -i", Whole, true, "held")]
    [InlineData("exec unshare -m /bin/sh -c 'mount -t proc -o subset=pid proc /proc && exec \"$@\"' sh", WithoutMachine, true, "held")]
    [InlineData("exec unshare -m /bin/sh -c 'mount -o remount,ro,bind / && exec env -i ID=$ID ${DOTNET_ROOT:+DOTNET_ROOT=$DOTNET_ROOT} \"$@\"' sh", Whole, true, "held")]
    [InlineData("exec unshare -m /bin/sh -c 'mount -o remount,ro,bind / && exec env -i HOME=/nonexistent ID=$ID ${DOTNET_ROOT:+DOTNET_ROOT=$DOTNET_ROOT} \"$@\"' sh", Whole, true, "held")]
    [InlineData("exec unshare -p -f", Elsewhere, false, "ProcessElsewhere")]
    [InlineData("exec unshare -p -f --mount-proc", null, true, "ProcessNotFound")]
    [InlineData("exec unshare -U -r", Refused, true, "held")]
    [InlineData("exec setpriv --bounding-set -all --inh-caps -all", Refused, true, "held")]
    public void Confined_vmon_shows_as_much_as_its_namespaces_and_capabilities_permit(string confine, string? expected, bool isItself, string hold)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Requires root, to drop rights.");
        Assert.Equal(((string?[])[expected, $"itself {isItself}", hold]).OfType<string>(), Run(confine).Lines);
    }

    [Theory]
    [InlineData((int)Errno.EPERM)]
    [InlineData((int)Errno.ENOSYS)]
    public void Samples_are_unchanged_without_newer_system_calls(int errno)
    {
        SystemCall[] calls = [SystemCall.Bpf, SystemCall.StatX, SystemCall.PidFdOpen, .. errno == (int)Errno.ENOSYS ? [SystemCall.NewThread] : Array.Empty<SystemCall>()];
        string numbers = string.Join(' ', calls.Select(call => call.Number));
        HostResult result = Run($"exec {Tool.Find("python3")} -c '{Filter}' {errno} '{numbers}'");
        Assert.Equal([Whole, "itself True", "PidfdNotSupported"], result.Lines);
    }

    [Theory]
    [InlineData("/dev/null")]
    [InlineData("/proc")]
    public void Host_starts_when_HOME_is_not_a_directory(string home)
    {
        HostResult result = HostProcess.RunShell($"HOME={home} XDG_CACHE_HOME= XDG_DATA_HOME= \"$VMON\" -c '(Get-VmonProcess -Id $PID).Name'");
        Assert.Equal(("vmon\n", ""), (result.Output, result.Error));
    }

    private static HostResult Run(string confine)
    {
        using ShellProcess sleeper = new("echo up; exec sleep 1000");
        _ = sleeper.ReadLine();
        WaitUntil.True(() => File.ReadAllText($"/proc/{sleeper.Id}/comm") == "sleep\n");
        HostResult probe = HostProcess.RunShell($"{confine} /bin/true");
        Assert.SkipWhen(probe.ExitCode != 0, "The confinement is not available: " + probe.Error);
        HostResult result = HostProcess.RunShell($"export ID={sleeper.Id}; {confine} \"$VMON\" -c '{Look}'");
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        return result;
    }
}
