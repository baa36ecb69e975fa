using System.Runtime.CompilerServices;
using Vmon.Parsing;

namespace Vmon;

// On whose behalf it runs: /proc/PID/status, of which User reads no more than this. Ids are those of the user namespace that the sampler is in; they are unsigned
// numbers of 32 bits, so that Int32 is too small.
public partial class ProcessSample
{
    /// <summary>
    /// Name of its effective user, which ps calls USER: as this machine knows it, asked of it when first read. Null for a user that it
    /// does not know, and in a captured tree, whose users are those of another machine.
    /// </summary>
    public string? UserName => User(StatusField.Uid_effective) is long user ? _userNames?.Of(user) : null;

    /// <summary>User on whose behalf it was started (the first number of Uid).</summary>
    public long? UserId => User(StatusField.Uid);

    /// <summary>User whose rights it has (the second number of Uid).</summary>
    public long? EffectiveUserId => User(StatusField.Uid_effective);

    /// <summary>User whose rights it may take again (the third number of Uid).</summary>
    public long? SavedUserId => User(StatusField.Uid_saved);

    /// <summary>User whose rights it has on files (the fourth number of Uid).</summary>
    public long? FileSystemUserId => User(StatusField.Uid_filesystem);

    /// <summary>Group on whose behalf it was started (the first number of Gid).</summary>
    public long? GroupId => User(StatusField.Gid);

    /// <summary>Group whose rights it has (the second number of Gid).</summary>
    public long? EffectiveGroupId => User(StatusField.Gid_effective);

    /// <summary>Group whose rights it may take again (the third number of Gid).</summary>
    public long? SavedGroupId => User(StatusField.Gid_saved);

    /// <summary>Group whose rights it has on files (the fourth number of Gid).</summary>
    public long? FileSystemGroupId => User(StatusField.Gid_filesystem);

    /// <summary>The further groups that it is in (Groups); null also if the line takes more than 16 kB, which is at least 1,489 groups.</summary>
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
