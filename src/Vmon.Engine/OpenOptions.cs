namespace Vmon;

/// <summary>Open flags other than the access mode: the O_ flags of open(2).</summary>
[Flags]
public enum OpenOptions
{
    /// <summary>No flags.</summary>
    None = 0,

    /// <summary>O_APPEND: writes go to the end.</summary>
    Append = 1 << 0,

    /// <summary>O_NONBLOCK: calls fail rather than wait.</summary>
    NonBlock = 1 << 1,

    /// <summary>O_DSYNC: writes wait for the data to be stored.</summary>
    DataSync = 1 << 2,

    /// <summary>O_SYNC: writes wait for data and metadata to be stored.</summary>
    Sync = 1 << 3,

    /// <summary>O_ASYNC: a signal reports that IO is possible.</summary>
    Async = 1 << 4,

    /// <summary>O_DIRECT: bypasses the page cache; for a pipe, packet mode.</summary>
    Direct = 1 << 5,

    /// <summary>O_LARGEFILE.</summary>
    LargeFile = 1 << 6,

    /// <summary>O_DIRECTORY: fails unless the path is a directory.</summary>
    Directory = 1 << 7,

    /// <summary>O_NOFOLLOW: does not follow a symbolic link.</summary>
    NoFollow = 1 << 8,

    /// <summary>O_NOATIME: reading does not update the access time.</summary>
    NoAccessTime = 1 << 9,

    /// <summary>O_CLOEXEC: closed by an exec.</summary>
    CloseOnExec = 1 << 10,

    /// <summary>O_PATH: refers to the file without opening it.</summary>
    PathOnly = 1 << 11,

    /// <summary>O_TMPFILE: created without a name.</summary>
    TemporaryFile = 1 << 12,
}

/// <summary>Access mode of a descriptor.</summary>
[Flags]
public enum DescriptorAccess
{
    /// <summary>Neither reading nor writing (O_PATH).</summary>
    None = 0,

    /// <summary>Reading.</summary>
    Read = 1,

    /// <summary>Writing.</summary>
    Write = 2,

    /// <summary>Both.</summary>
    ReadWrite = Read | Write,
}
