using System.Globalization;
using System.Runtime.InteropServices;
using Vmon.Native;
using Vmon.ProcFs;

namespace Vmon.Tests.Workloads;

/// <summary>Runs an action on a thread in the mount namespace of another process.</summary>
internal static partial class OtherMounts
{
    private const int OwnFileSystem = 0x200;
    private const int NewMounts = 0x20000;

    /// <summary>Abandons the thread if it does not return.</summary>
    internal static Task<T> Run<T>(int id, Func<T> action)
    {
        TaskCompletionSource<T> result = new();
        Thread thread = new(() =>
        {
            try
            {
                Enter(id);
                result.SetResult(action());
            }
            catch (Exception failure)
            {
                result.SetException(failure);
            }
        }) { IsBackground = true, Name = "Mounts" };
        thread.Start();
        return result.Task;
    }

    private static void Enter(int id)
    {
        byte[] path = ProcText.Encode(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/ns/mnt\0"));
        Assert.Equal(ReadStatus.Ok, ProcRoot.OpenAt(Libc.CurrentDirectory, path, isDirectory: false, out int mounts));
        Assert.Equal(0, Unshare(OwnFileSystem));
        Assert.Equal(0, SetNamespace(mounts, NewMounts));
        _ = Libc.Close(mounts);
    }

    [LibraryImport("libc", EntryPoint = "unshare")]
    private static partial int Unshare(int flags);

    [LibraryImport("libc", EntryPoint = "setns")]
    private static partial int SetNamespace(int descriptor, int type);
}
