namespace Vmon.Native;

/// <summary>The error numbers that reading /proc and holding processes give, by their names in errno.h.</summary>
internal enum Errno
{
    None = 0,
    EPERM = 1,
    ENOENT = 2,
    ESRCH = 3,
    EINTR = 4,
    EAGAIN = 11,
    ENOMEM = 12,
    EACCES = 13,
    ENOTDIR = 20,
    EINVAL = 22,
    ENFILE = 23,
    EMFILE = 24,
    ERANGE = 34,
    ENOSYS = 38,
}
