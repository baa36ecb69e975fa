using Vmon.Parsing;

namespace Vmon;

// On whose behalf it runs: /proc/PID/status, where wanted. Ids are those of the user namespace that the sampler is in; they are unsigned
// numbers of 32 bits, so that Int32 is too small.
public sealed partial class ProcessSample
{
    /// <summary>
    /// Name of its effective user, which ps calls USER: as this machine knows it, asked of it when first read. Null for a user that it
    /// does not know, and in a captured tree, whose users are those of another machine.
    /// </summary>
    public string? UserName => EffectiveUserId is long user ? _details?.Users?.Of(user) : null;

    /// <summary>User on whose behalf it was started (the first number of Uid).</summary>
    public long? UserId => Status(StatusField.Uid);

    /// <summary>User whose rights it has (the second number of Uid).</summary>
    public long? EffectiveUserId => Status(StatusField.Uid_effective);

    /// <summary>User whose rights it may take again (the third number of Uid).</summary>
    public long? SavedUserId => Status(StatusField.Uid_saved);

    /// <summary>User whose rights it has on files (the fourth number of Uid).</summary>
    public long? FileSystemUserId => Status(StatusField.Uid_filesystem);

    /// <summary>Group on whose behalf it was started (the first number of Gid).</summary>
    public long? GroupId => Status(StatusField.Gid);

    /// <summary>Group whose rights it has (the second number of Gid).</summary>
    public long? EffectiveGroupId => Status(StatusField.Gid_effective);

    /// <summary>Group whose rights it may take again (the third number of Gid).</summary>
    public long? SavedGroupId => Status(StatusField.Gid_saved);

    /// <summary>Group whose rights it has on files (the fourth number of Gid).</summary>
    public long? FileSystemGroupId => Status(StatusField.Gid_filesystem);

    /// <summary>The further groups that it is in (Groups); null also if the line takes more than 16 kB, which is at least 1,489 groups.</summary>
    public IReadOnlyList<long>? SupplementaryGroups
    {
        get
        {
            if (!Text(StatusText.Groups, out ReadOnlySpan<byte> text)) return null;
            List<long> groups = [];
            ByteReader reader = new(text);
            while (!reader.IsAtEnd) groups.Add(reader.UInt32());
            return reader.IsMalformed ? null : new ValueList<long>(groups);
        }
    }
}
