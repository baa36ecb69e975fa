using static Vmon.Fuzz.Formats.Faults;

namespace Vmon.Fuzz.Formats;

/// <summary>All formats that have a parser.</summary>
internal static class AllFormats
{
    private const string Stat44 =
        "{pid:i} ({comm:c}) S {ppid:i} {pgrp:s} {session:s} {tty_nr:s} {tpgid:s} {flags:i} {minflt:l} {cminflt:l} {majflt:l} {cmajflt:l}"
        + " {utime:t} {stime:t} {cutime:t} {cstime:t} {priority:s} {nice:s} {num_threads:i} {_itrealvalue:i} {starttime:t} {vsize:l} {rss:l}"
        + " {rsslim:u} {startcode:u} {_endcode:u} {startstack:u} {_esp:u} {_eip:u} {_signal:u} {_blocked:u} {sigignore:u} {_catch:u} {_wchan:u}"
        + " {_nswap:u} {_cnswap:u} {exit_signal:s} {processor:i} {rt_priority:i} {policy:i} {delayacct_blkio_ticks:t} {guest_time:t} {cguest_time:t}";

    private const string Status =
        "Name:\t{_name:x}\nUmask:\t{Umask:o}\nState:\tS (sleeping)\nTgid:\t21\nNgid:\t{Ngid:i}\nPid:\t21\nPPid:\t1\nTracerPid:\t{TracerPid:i}\n"
        + "Uid:\t{Uid:i}\t{Uid_effective:i}\t{Uid_saved:i}\t{Uid_filesystem:i}\nFDSize:\t{FDSize:i}\nGroups:\t4 24 \n"
        + "VmPeak:\t    {VmPeak:k} kB\nVmHWM:\t {VmHWM:k} kB\nVmSwap:\t       {VmSwap:k} kB\nHugetlbPages:\t{HugetlbPages:k} kB\n"
        + "SigQ:\t{SigQ:i}/{SigQ_limit:i}\nSigIgn:\t{SigIgn:h}\nCapEff:\t{CapEff:h}\nSeccomp:\t{Seccomp:i}\nCpus_allowed_list:\t0-3,8\n"
        + "voluntary_ctxt_switches:\t{voluntary_ctxt_switches:l}\nnonvoluntary_ctxt_switches:\t{nonvoluntary_ctxt_switches:l}\n";

    private const string InternetSocket =
        ": 0100007F:{_port:f} 0200000A:{_peer:f} 01 {_send:g}:{_receive:g} 02:{_when:g} {_retry:g} {_uid:i} {_timeout:i} ";

    internal static IReadOnlyList<Format> List { get; } =
    [
        new("stat", ProcessReaders.Stat, Stat44 + " {_data:u} {_data:u} {_brk:u} {_arg:u} {_arg:u} {_env:u} {_env:u} {exit_code:s}\n"),
        new("stat-2.6", ProcessReaders.Stat, Stat44 + "\n"),
        new("statm", ProcessReaders.Statm, "{size:p} {resident:p} {shared:p} {text:p} 0 {data:p} 0\n"),
        new("io", ProcessReaders.Io, "rchar: {rchar:l}\nwchar: {wchar:l}\nsyscr: {syscr:l}\nsyscw: {syscw:l}\nread_bytes: {read_bytes:l}\n"
            + "write_bytes: {write_bytes:l}\ncancelled_write_bytes: {cancelled_write_bytes:l}\n"),
        new("schedstat", ProcessReaders.SchedStat, "{sum_exec_runtime:l} {run_delay:l} {pcount:l}\n"),
        new("status", ProcessReaders.Status, Status),
        new("smaps_rollup", ProcessReaders.SmapsRollup, "5616c7726000-7ffee8aff000 ---p 00000000 00:00 0    [rollup]\nRss:       {Rss:k} kB\n"
            + "Pss:       {Pss:k} kB\nPss_Anon:  {Pss_Anon:k} kB\nSwap:        {Swap:k} kB\nLocked:     {Locked:k} kB\n"),
        new("oom_score", ProcessReaders.OomScore, "{score:i}\n"),
        new("oom_score_adj", ProcessReaders.OomAdjustment, "{adjustment:a}\n"),
        new("cgroup", ProcessReaders.Cgroup, "9:name=systemd:{9::systemd path:x}\n3:cpu,cpuacct:{3:cpu,cpuacct: path:x}\n0::{0:: path:x}\n")
            { HasOwnNames = true },
        new("cmdline", ProcessReaders.CommandLine, "{0:w}\0{1:w}\0{2:w}\0", Cut | NoLines) { HasOwnNames = true },
        new("children", ProcessReaders.Children, "{1234:=} {1302:=} {1240:=} ", NoLines),
        new("ids", ProcessReaders.Ids, "{0:i}\t{1:i}", Cut | Dropped | NoLines) { HasOwnNames = true },
        new("ranges", ProcessReaders.Ranges, "0-3,8,10-11", Cut | NoLines),
        new("namespace", ProcessReaders.Namespace, "mnt:[{inode:b}]", NoLines),
        new("wchan", ProcessReaders.WaitChannel, "{wchan:w}", Cut | NoLines),
        new("text", ProcessReaders.Text, "{text:x}", Cut | NoLines),
        new("fdinfo", FileReaders.FileInfo, "pos:\t{pos:L}\nflags:\t{flags:o}\nmnt_id:\t{mnt_id:i}\nino:\t11657279\neventfd-count: {eventfd-count:x}\n"
            + "inotify {inotify:x}\n") { HasOwnNames = true },
        new("link", FileReaders.Link, "pipe:[{inode:l}]", NoLines),
        new("link-path", FileReaders.Link, "/{_path:x} (deleted)", Cut | Noise | NoLines),
        new("tcp", FileReaders.Internet, "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
            + "   0" + InternetSocket + "{46665:=} 1 00000000a02a90b1 100 0 0 10 0\n   1" + InternetSocket + "{587:=} 2 0000000000000000\n"),
        new("unix", FileReaders.Unix, "Num       RefCount Protocol Flags    Type St Inode Path\n"
            + "00000000ce7a965a: {_references:g} {_protocol:g} 00010000 0001 01   {587:=} {587 local:x}\n"
            + "00000000ce7a965b: {_references:g} {_protocol:g} 00000000 0002 01   {588:=}\n"),
        new("netlink", FileReaders.Netlink, "sk               Eth Pid        Groups   Rmem     Wmem     Dump  Locks    Drops    Inode\n"
            + "000000008a35287a {_eth:i}   {_pid:i}        {_groups:g} {_rmem:i}        {_wmem:i}        0     {_locks:i}        {_drops:i}        {501:=}\n"),
        new("packet", FileReaders.Packet, "sk               RefCnt Type Proto  Iface R Rmem   User   Inode\n"
            + "00000000a02a90b1 {_references:i}      3    0003   {_interface:i}     1 {_rmem:i}      0      {46701:=}\n"),
        new("socket-diagnostics", FileReaders.Diagnostics, null) { Bytes = Binary.SocketDiagnostics },
        new("system-stat", SystemReaders.Cpus, "cpu  {cpu-1 User:t} {cpu-1 Nice:t} {cpu-1 System:t} {cpu-1 Idle:t} {cpu-1 IoWait:t} {cpu-1 Irq:t}"
            + " {cpu-1 SoftIrq:t} {cpu-1 Steal:t} {cpu-1 Guest:t} {cpu-1 GuestNice:t}\ncpu0 {cpu0 User:t} {cpu0 Nice:t} {cpu0 System:t} {cpu0 Idle:t}\n"
            + "intr {intr:l} {_parts:l} 0 12\nctxt {ctxt:l}\nbtime {boot time:b}\nprocs_running {procs_running:i}\n", Dropped) { HasOwnNames = true },
        new("meminfo", SystemReaders.Lines, "MemTotal:       24689764 kB\nMemFree:        {_free:k} kB\nActive(anon):  {_active:k} kB\n"
            + "HugePages_Total:       {HugePages_Total:l}\n") { HasOwnNames = true },
        new("vmstat", SystemReaders.Lines, "nr_free_pages {nr_free_pages:l}\npgfault {pgfault:l}\nnr_unstable {nr_unstable:l}\n") { HasOwnNames = true },
        new("interrupts", SystemReaders.Interrupts, "            CPU0       CPU1\n  24:          {_24:i}          {_24:i}  IO-APIC   5-edge      ACPI:Ged\n"
            + " LOC:     {_LOC:i}     {_LOC:i}   Local timer interrupts\n ERR:          {ERR:i}\n") { HasOwnNames = true },
        new("diskstats", SystemReaders.Disks, " {_major:i}       {_minor:i} sda {sda Reads:l} {sda ReadsMerged:l} {sda SectorsRead:t} {sda ReadTime:t} {sda Writes:l} {sda WritesMerged:l} {sda SectorsWritten:t} {sda WriteTime:t}"
            + " {sda InFlight:i} {sda IoTime:t} {sda WeightedTime:t} {sda Discards:l} {sda DiscardsMerged:l} {sda SectorsDiscarded:t} {sda DiscardTime:t} {sda Flushes:l} {sda FlushTime:t}\n"
            + "   8       1 sda1 {sda1 Reads:l} {sda1 ReadsMerged:l} {sda1 SectorsRead:t} {sda1 ReadTime:t} {sda1 Writes:l} {sda1 WritesMerged:l} {sda1 SectorsWritten:t} {sda1 WriteTime:t} {sda1 InFlight:i} {sda1 IoTime:t} {sda1 WeightedTime:t}\n"
            + "   3       2 hda2 {hda2 Reads:l} {hda2 SectorsRead:t} {hda2 Writes:l} {hda2 SectorsWritten:t}\n") { HasOwnNames = true },
        new("net-dev", SystemReaders.Interfaces, "Inter-|   Receive                                                |  Transmit\n"
            + " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n"
            + "    lo: {lo ReceiveBytes:l} {lo ReceivePackets:l} {lo ReceiveErrors:l} {lo ReceiveDrops:l} {lo ReceiveFifo:l} {lo ReceiveFrame:l} {lo ReceiveCompressed:l} {lo Multicast:l}"
            + " {lo SendBytes:l} {lo SendPackets:l} {lo SendErrors:l} {lo SendDrops:l} {lo SendFifo:l} {lo Collisions:l} {lo SendCarrier:l} {lo SendCompressed:l}\n") { HasOwnNames = true },
        new("mountinfo", SystemReaders.Mounts, "{id:i} {parent:i} 98:0 / /run/a\\040b rw,noatime master:1 - ext3 /dev/root rw,errors=continue\n"),
        new("file-systems", SystemReaders.FileSystems, null)
            { Bytes = [.. "/run/a\\040b tmpfs tmpfs 0:33 rw 4096 65536 1234 1000 16384 12000\n/mnt srv:/x nfs4 0:50 rw -\n"u8] },
        new("loadavg", SystemReaders.Load, "{1:d} {5:d} {15:d} {runnable:i}/{threads:i} {_last:i}\n"),
        new("pressure", SystemReaders.Pressure, "some avg10={some 10:d} avg60={some 60:d} avg300={some 300:d} total={some total:b}\n"
            + "full avg10={full 10:d} avg60={full 60:d} avg300={full 300:d} total={full total:b}\n"),
        new("uptime", SystemReaders.Uptime, "{uptime:d} {_idle:d}\n"),
        new("auxv", ProcessReaders.AuxiliaryVector, null) { Bytes = Binary.AuxiliaryVector },
        new("version", SystemReaders.Architecture, null) { Bytes = [.. "Linux version 5.14.0-1.el9.s390x (builder@example) #1 SMP\n"u8] },
        new("btf", KernelReaders.Types, null) { Bytes = Binary.Types },
        new("tasks", KernelReaders.Tasks, null) { Bytes = Binary.Tasks },
        new("recorded-texts", RecordingReaders.RecordedTexts, null) { Bytes = RecordingReaders.Texts },
        new("recorded-block", FrameReaders.Replay, null) { Bytes = FrameReaders.Block },
        new("text-columns", RecordingReaders.Columns, null) { Bytes = RecordingReaders.TextColumns },
    ];

    internal static Format Named(string name) => List.Single(format => format.Name == name);
}
