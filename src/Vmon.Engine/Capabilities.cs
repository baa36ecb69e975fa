namespace Vmon;

/// <summary>Capabilities of a process, by the kernel's names: capabilities(7).</summary>
[Flags]
public enum Capabilities : ulong
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>CAP_CHOWN: change owners of files.</summary>
    Chown = 1UL << 0,

    /// <summary>CAP_DAC_OVERRIDE: bypass file permissions.</summary>
    DacOverride = 1UL << 1,

    /// <summary>CAP_DAC_READ_SEARCH: read all files and search all directories.</summary>
    DacReadSearch = 1UL << 2,

    /// <summary>CAP_FOWNER: act as the owner of any file.</summary>
    FOwner = 1UL << 3,

    /// <summary>CAP_FSETID: keep set-user-ID bits of changed files.</summary>
    FSetId = 1UL << 4,

    /// <summary>CAP_KILL: signal any process.</summary>
    Kill = 1UL << 5,

    /// <summary>CAP_SETGID: change its groups.</summary>
    SetGid = 1UL << 6,

    /// <summary>CAP_SETUID: change its users.</summary>
    SetUid = 1UL << 7,

    /// <summary>CAP_SETPCAP: change its bounding and inheritable capabilities.</summary>
    SetPCap = 1UL << 8,

    /// <summary>CAP_LINUX_IMMUTABLE: set the immutable and append-only attributes.</summary>
    LinuxImmutable = 1UL << 9,

    /// <summary>CAP_NET_BIND_SERVICE: bind to ports below 1024.</summary>
    NetBindService = 1UL << 10,

    /// <summary>CAP_NET_BROADCAST: broadcast, and listen to multicasts.</summary>
    NetBroadcast = 1UL << 11,

    /// <summary>CAP_NET_ADMIN: configure the network.</summary>
    NetAdmin = 1UL << 12,

    /// <summary>CAP_NET_RAW: use raw and packet sockets.</summary>
    NetRaw = 1UL << 13,

    /// <summary>CAP_IPC_LOCK: lock memory.</summary>
    IpcLock = 1UL << 14,

    /// <summary>CAP_IPC_OWNER: bypass permissions of System V IPC.</summary>
    IpcOwner = 1UL << 15,

    /// <summary>CAP_SYS_MODULE: load and remove kernel modules.</summary>
    SysModule = 1UL << 16,

    /// <summary>CAP_SYS_RAWIO: use IO ports and raw devices.</summary>
    SysRawIO = 1UL << 17,

    /// <summary>CAP_SYS_CHROOT: change its root, and enter mount namespaces.</summary>
    SysChroot = 1UL << 18,

    /// <summary>CAP_SYS_PTRACE: trace any process, and read the files that require it.</summary>
    SysPTrace = 1UL << 19,

    /// <summary>CAP_SYS_PACCT: turn process accounting on or off.</summary>
    SysPAcct = 1UL << 20,

    /// <summary>CAP_SYS_ADMIN: administer the system: mounts, namespaces, and much else.</summary>
    SysAdmin = 1UL << 21,

    /// <summary>CAP_SYS_BOOT: reboot, and load another kernel.</summary>
    SysBoot = 1UL << 22,

    /// <summary>CAP_SYS_NICE: change priorities, policies and affinities of any process.</summary>
    SysNice = 1UL << 23,

    /// <summary>CAP_SYS_RESOURCE: override resource limits.</summary>
    SysResource = 1UL << 24,

    /// <summary>CAP_SYS_TIME: set the clocks.</summary>
    SysTime = 1UL << 25,

    /// <summary>CAP_SYS_TTY_CONFIG: configure and hang up terminals.</summary>
    SysTtyConfig = 1UL << 26,

    /// <summary>CAP_MKNOD: make device files.</summary>
    MkNod = 1UL << 27,

    /// <summary>CAP_LEASE: take leases on any file.</summary>
    Lease = 1UL << 28,

    /// <summary>CAP_AUDIT_WRITE: write to the audit log.</summary>
    AuditWrite = 1UL << 29,

    /// <summary>CAP_AUDIT_CONTROL: configure auditing.</summary>
    AuditControl = 1UL << 30,

    /// <summary>CAP_SETFCAP: set capabilities of files.</summary>
    SetFCap = 1UL << 31,

    /// <summary>CAP_MAC_OVERRIDE: bypass mandatory access control.</summary>
    MacOverride = 1UL << 32,

    /// <summary>CAP_MAC_ADMIN: configure mandatory access control.</summary>
    MacAdmin = 1UL << 33,

    /// <summary>CAP_SYSLOG: use the kernel log, and see kernel addresses.</summary>
    SysLog = 1UL << 34,

    /// <summary>CAP_WAKE_ALARM: set timers that wake the system.</summary>
    WakeAlarm = 1UL << 35,

    /// <summary>CAP_BLOCK_SUSPEND: keep the system from suspending.</summary>
    BlockSuspend = 1UL << 36,

    /// <summary>CAP_AUDIT_READ: read the audit log.</summary>
    AuditRead = 1UL << 37,

    /// <summary>CAP_PERFMON: use performance counters.</summary>
    PerfMon = 1UL << 38,

    /// <summary>CAP_BPF: use privileged BPF.</summary>
    Bpf = 1UL << 39,

    /// <summary>CAP_CHECKPOINT_RESTORE: checkpoint and restore processes.</summary>
    CheckpointRestore = 1UL << 40,

    /// <summary>Bit 41: a capability that no kernel had when this was written.</summary>
    Capability41 = 1UL << 41,

    /// <summary>Bit 42: a capability that no kernel had when this was written.</summary>
    Capability42 = 1UL << 42,

    /// <summary>Bit 43: a capability that no kernel had when this was written.</summary>
    Capability43 = 1UL << 43,

    /// <summary>Bit 44: a capability that no kernel had when this was written.</summary>
    Capability44 = 1UL << 44,

    /// <summary>Bit 45: a capability that no kernel had when this was written.</summary>
    Capability45 = 1UL << 45,

    /// <summary>Bit 46: a capability that no kernel had when this was written.</summary>
    Capability46 = 1UL << 46,

    /// <summary>Bit 47: a capability that no kernel had when this was written.</summary>
    Capability47 = 1UL << 47,

    /// <summary>Bit 48: a capability that no kernel had when this was written.</summary>
    Capability48 = 1UL << 48,

    /// <summary>Bit 49: a capability that no kernel had when this was written.</summary>
    Capability49 = 1UL << 49,

    /// <summary>Bit 50: a capability that no kernel had when this was written.</summary>
    Capability50 = 1UL << 50,

    /// <summary>Bit 51: a capability that no kernel had when this was written.</summary>
    Capability51 = 1UL << 51,

    /// <summary>Bit 52: a capability that no kernel had when this was written.</summary>
    Capability52 = 1UL << 52,

    /// <summary>Bit 53: a capability that no kernel had when this was written.</summary>
    Capability53 = 1UL << 53,

    /// <summary>Bit 54: a capability that no kernel had when this was written.</summary>
    Capability54 = 1UL << 54,

    /// <summary>Bit 55: a capability that no kernel had when this was written.</summary>
    Capability55 = 1UL << 55,

    /// <summary>Bit 56: a capability that no kernel had when this was written.</summary>
    Capability56 = 1UL << 56,

    /// <summary>Bit 57: a capability that no kernel had when this was written.</summary>
    Capability57 = 1UL << 57,

    /// <summary>Bit 58: a capability that no kernel had when this was written.</summary>
    Capability58 = 1UL << 58,

    /// <summary>Bit 59: a capability that no kernel had when this was written.</summary>
    Capability59 = 1UL << 59,

    /// <summary>Bit 60: a capability that no kernel had when this was written.</summary>
    Capability60 = 1UL << 60,

    /// <summary>Bit 61: a capability that no kernel had when this was written.</summary>
    Capability61 = 1UL << 61,

    /// <summary>Bit 62: a capability that no kernel had when this was written.</summary>
    Capability62 = 1UL << 62,

    /// <summary>Bit 63: a capability that no kernel had when this was written.</summary>
    Capability63 = 1UL << 63,

    /// <summary>All capabilities of Linux 5.9 and later.</summary>
    All = (CheckpointRestore << 1) - 1,
}
