using Vmon.Native;
using Vmon.ProcFs;

namespace Vmon.Tests.Engine.ProcFs;

public class ReadStatusesTests
{
    [Theory]
    [InlineData((int)Errno.ENOENT, (int)ReadStatus.Gone)]
    [InlineData((int)Errno.ESRCH, (int)ReadStatus.Gone)]
    [InlineData((int)Errno.ENOTDIR, (int)ReadStatus.Gone)]
    [InlineData((int)Errno.EACCES, (int)ReadStatus.Denied)]
    [InlineData((int)Errno.EPERM, (int)ReadStatus.Denied)]
    [InlineData((int)Errno.EMFILE, (int)ReadStatus.Exhausted)]
    [InlineData((int)Errno.ENFILE, (int)ReadStatus.Exhausted)]
    [InlineData((int)Errno.ENOMEM, (int)ReadStatus.Exhausted)]
    [InlineData(5, (int)ReadStatus.Failed)]
    [InlineData(95, (int)ReadStatus.Failed)]
    public void Of_maps_error_numbers_to_statuses(int errno, int status) => Assert.Equal((ReadStatus)status, ReadStatuses.Of((Errno)errno));
}
