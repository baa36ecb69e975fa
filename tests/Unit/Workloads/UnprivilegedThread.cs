using System.Runtime.InteropServices;

namespace Vmon.Tests.Workloads;

/// <summary>Runs an action with the rights of the user "nobody". The kernel keeps rights per thread.</summary>
internal static partial class UnprivilegedThread
{
    private const int Unchanged = -1;
    private const int Nobody = 65534;

    private static int SetResUid => RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 117 : 147;

    internal static T Run<T>(Func<T> action)
    {
        if (!Environment.IsPrivilegedProcess) return action();
        T result = default!;
        Exception? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                Assert.Equal(0, Call(SetResUid, Unchanged, Nobody, Unchanged));
                result = action();
            }
            catch (Exception error)
            {
                failure = error;
            }
            finally
            {
                _ = Call(SetResUid, Unchanged, 0, Unchanged);
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? result : throw failure;
    }

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint Call(nint number, nint real, nint effective, nint saved);
}
