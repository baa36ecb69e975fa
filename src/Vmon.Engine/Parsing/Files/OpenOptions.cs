namespace Vmon;

/// <summary>How a file was opened, beside for what: the O_ flags of open(2), by their names.</summary>
[Flags]
public enum OpenOptions
{
    /// <summary>Nothing of it.</summary>
    None = 0,

    /// <summary>O_APPEND: writes go to the end.</summary>
    Append = 1 << 0,

    /// <summary>O_NONBLOCK: calls fail rather than wait.</summary>
    NonBlock = 1 << 1,

    /// <summary>O_DSYNC: writes wait for the data to be stored.</summary>
    DataSync = 1 << 2,

    /// <summary>O_SYNC: writes wait for data and metadata to be stored.</summary>
    Sync = 1 << 3,

    /// <summary>O_ASYNC: a signal tells when it is ready.</summary>
    Async = 1 << 4,

    /// <summary>O_DIRECT: past the page cache; for a pipe, packets.</summary>
    Direct = 1 << 5,

    /// <summary>O_LARGEFILE.</summary>
    LargeFile = 1 << 6,

    /// <summary>O_DIRECTORY: only a directory was to be opened.</summary>
    Directory = 1 << 7,

    /// <summary>O_NOFOLLOW: no symbolic link was to be followed.</summary>
    NoFollow = 1 << 8,

    /// <summary>O_NOATIME: reading leaves the access time.</summary>
    NoAccessTime = 1 << 9,

    /// <summary>O_CLOEXEC: closed by an exec.</summary>
    CloseOnExec = 1 << 10,

    /// <summary>O_PATH: names the file only.</summary>
    PathOnly = 1 << 11,

    /// <summary>O_TMPFILE: made without a name.</summary>
    TemporaryFile = 1 << 12,
}
