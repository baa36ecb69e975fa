using System.Runtime.CompilerServices;
using Vmon.Fields;
using Vmon.Parsing;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;

namespace Vmon;

// /proc/PID/exe and cmdline, users and groups of status, cgroup, ns and fd. A process that exits keeps the last known values. IDs belong to the user
// namespace in which Vmon runs. They are unsigned 32-bit numbers, so that Int32 is too small.
public partial class ProcessSample
{
    private readonly long? _fileCount;

    /// <summary>
    /// Path of the executable. Null for a kernel thread. If <see cref="IsExecutableDeleted"/> is known, the suffix " (deleted)" that the
    /// kernel adds is removed.
    /// </summary>
    [Field("exe", Group = "Command")]
    public string? Path => IsRead(ProcessDataSets.Command, nameof(Path)) ? _command.Path : null;

    /// <summary>
    /// Whether the executable was deleted or replaced. Null for a kernel thread, and if the suffix " (deleted)" is ambiguous: the file has
    /// other names, its name ends with the suffix, or the tree is captured.
    /// </summary>
    [Field("exe", Group = "Command")]
    public bool? IsExecutableDeleted => _command.PathBytes.Length > 0 ? _command.IsDeleted : null;

    /// <summary>
    /// Command line. Arguments are quoted if a shell requires it, so that their boundaries are visible; a single argument, such as a
    /// rewritten process title, is not. Empty for a kernel thread. Truncated after 8 MB, which is more than an exec accepts, and in a recording after
    /// 32 kB.
    /// </summary>
    [Field("cmdline", Group = "Command", Sets = "PSBasic")]
    public string? CommandLine => IsRead(ProcessDataSets.Command, nameof(CommandLine)) ? _command.CommandLine : null;

    /// <summary>
    /// Whether the command line is longer: than 32 kB in a recording, than 512 bytes if only the event of its exec is known, or if arguments were not
    /// recorded.
    /// </summary>
    [Field("cmdline", Group = "Command")]
    public bool? IsCommandLineTruncated =>
        IsRead(ProcessDataSets.Command, nameof(IsCommandLineTruncated)) && _command.ArgumentsStatus == ReadStatus.Ok ? _command.IsTruncated : null;

    /// <summary>Arguments of the command line, starting with the program.</summary>
    [Field("cmdline", Group = "Command")]
    public IReadOnlyList<string>? Arguments => IsRead(ProcessDataSets.Command, nameof(Arguments)) ? _command.Arguments : null;

    /// <summary>
    /// Name of the effective user (USER in ps). Looked up in this machine's user database and cached for an hour, an unknown user for a
    /// minute. Null if the user is unknown, and in a captured tree.
    /// </summary>
    [Field(StatusField.Uid_effective, "user database", Group = "Users and groups", Sets = "PSSecurity")]
    public string? UserName => User(StatusField.Uid_effective) is long user ? _userNames?.Of(user) : null;

    /// <summary>Name of the real user, which is all that is known of a process that was not read.</summary>
    internal string? RealUserName => User(StatusField.Uid) is long user ? _userNames?.Of(user) : null;

    /// <summary>Real user identifier (first number of Uid).</summary>
    [Field(StatusField.Uid, Group = "Users and groups", Sets = "PSSecurity")]
    public long? UserId => User(StatusField.Uid);

    /// <summary>Effective user identifier (second number of Uid).</summary>
    [Field(StatusField.Uid_effective, Group = "Users and groups", Sets = "PSSecurity")]
    public long? EffectiveUserId => User(StatusField.Uid_effective);

    /// <summary>Saved user identifier (third number of Uid).</summary>
    [Field(StatusField.Uid_saved, Group = "Users and groups")]
    public long? SavedUserId => User(StatusField.Uid_saved);

    /// <summary>File system user identifier (fourth number of Uid).</summary>
    [Field(StatusField.Uid_filesystem, Group = "Users and groups")]
    public long? FileSystemUserId => User(StatusField.Uid_filesystem);

    /// <summary>Real group identifier (first number of Gid).</summary>
    [Field(StatusField.Gid, Group = "Users and groups")]
    public long? GroupId => User(StatusField.Gid);

    /// <summary>Effective group identifier (second number of Gid).</summary>
    [Field(StatusField.Gid_effective, Group = "Users and groups", Sets = "PSSecurity")]
    public long? EffectiveGroupId => User(StatusField.Gid_effective);

    /// <summary>Saved group identifier (third number of Gid).</summary>
    [Field(StatusField.Gid_saved, Group = "Users and groups")]
    public long? SavedGroupId => User(StatusField.Gid_saved);

    /// <summary>File system group identifier (fourth number of Gid).</summary>
    [Field(StatusField.Gid_filesystem, Group = "Users and groups")]
    public long? FileSystemGroupId => User(StatusField.Gid_filesystem);

    /// <summary>Supplementary group identifiers (Groups). Null if the line is longer than 16 kB, which is at least 1,489 groups.</summary>
    [Field(StatusText.Groups, Group = "Users and groups")]
    public IReadOnlyList<long>? SupplementaryGroups
    {
        get
        {
            if (!Text(StatusText.Groups, out ReadOnlySpan<byte> text, nameof(SupplementaryGroups))) return null;
            List<long> groups = [];
            ByteReader reader = new(text);
            while (!reader.IsAtEnd) groups.Add(reader.UInt32());
            return reader.IsMalformed ? null : new ValueList<long>(groups);
        }
    }

    /// <summary>
    /// Namespaces, by inode number. Null if not requested or not readable. A change without an exec is detected some samples later.
    /// </summary>
    [Field("ns", Group = "Control groups and namespaces")]
    public ProcessNamespaces? Namespaces => IsRead(ProcessDataSets.Namespaces, nameof(Namespaces)) ? _details?.Namespaces : null;

    /// <summary>Number of open descriptors. For a thread, those of its process. Null if not requested or not readable.</summary>
    [Field("fd", Unit = "count", Group = "Open files", Metric = "process.unix.file_descriptor.count")]
    public long? FileCount => IsRead(ProcessDataSets.Files, nameof(FileCount)) ? _fileCount : null;

    private long? User(StatusField field, [CallerMemberName] string property = "")
    {
        if ((_read & ProcessDataSets.Status) != 0) return Status(field, property);
        return IsRead(ProcessDataSets.User, property) ? _user?[field] : null;
    }
}
