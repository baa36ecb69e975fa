namespace Vmon.PowerShell;

/// <summary>What to do about a denied permission: the kernel decides for a mounted /proc, the modes of the files for a captured tree.</summary>
internal static class Remedies
{
    /// <summary>For files of a process that are denied.</summary>
    internal static string ForDenied(VmonSession session) => session.IsCaptured
        ? $"Grant read permission on the files in {PrintableText.Of(session.ProcRoot)}."
        : Environment.IsPrivilegedProcess
            ? "Grant CAP_SYS_PTRACE, which a container or a security module can withhold from root."
            : "Run as root, or grant CAP_SYS_PTRACE.";

    /// <summary>For a process that cannot be read at all. hidepid or a security module can cause this.</summary>
    internal static string ForHidden(VmonSession session) => session.IsCaptured
        ? ForDenied(session)
        : $"Probable cause: {PrintableText.Of(session.ProcRoot)} is mounted with hidepid. Run as root, or join the group of its gid option.";
}
