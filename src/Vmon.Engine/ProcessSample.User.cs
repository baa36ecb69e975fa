using System.Runtime.CompilerServices;
using Vmon.Fields;
using Vmon.Parsing.Processes;
using Vmon.Parsing;

namespace Vmon;

// /proc/PID/status. Ids belong to the user namespace in which Vmon runs. They are unsigned
// 32-bit numbers, so that Int32 is too small.
public partial class ProcessSample
{
    /// <summary>
    /// Name of the effective user (USER in ps). Looked up in this machine's user database and cached for an hour, an unknown user for a
    /// minute. Null if the user is unknown, and in a captured tree.
    /// </summary>
    [Field(StatusField.Uid_effective, "user database", Group = "Users and groups", Sets = "PSSecurity")]
    public string? UserName => User(StatusField.Uid_effective) is long user ? _userNames?.Of(user) : null;

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

    private long? User(StatusField field, [CallerMemberName] string property = "")
    {
        if ((_read & ProcessDataSets.Status) != 0) return Status(field, property);
        return IsRead(ProcessDataSets.User, property) ? _user?[field] : null;
    }
}
