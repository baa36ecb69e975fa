using System.Text;
using Vmon.ProcFs;

namespace Vmon.Tests.Engine.ProcFs;

public class ProcPathTests
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(int.MinValue, 1)]
    public void Paths_fit_the_buffer_and_end_with_NUL(int pid, int tid)
    {
        Span<byte> path = stackalloc byte[ProcPath.Longest];
        path.Fill((byte)'?');
        ProcPath.OfProcess(pid, path);
        Assert.Equal($"{pid}", Until0(path));
        path.Fill((byte)'?');
        ProcPath.OfThread(pid, tid, path);
        Assert.Equal($"{pid}/task/{tid}", Until0(path));
        path.Fill((byte)'?');
        ProcPath.OfChildren(tid, path);
        Assert.Equal($"task/{tid}/children", Until0(path));
    }

    private static string Until0(ReadOnlySpan<byte> path) => Encoding.ASCII.GetString(path[..path.IndexOf((byte)0)]);
}
