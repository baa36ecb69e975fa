using System.Runtime.InteropServices;
using Vmon.Native;

namespace Vmon.Recording.Files;

/// <summary>Texts of what goes wrong with files of a recording.</summary>
internal static class Errors
{
    /// <summary>"No space left on device".</summary>
    internal static string Text(Errno error) => Marshal.GetPInvokeErrorMessage((int)error);

    internal static bool IsFull(Errno error) => error is Errno.ENOSPC or Errno.EDQUOT;

    internal static string Deleting(string file, Errno error) => $"Cannot delete '{file}': {Text(error)}.";

    internal static string Writing(string file, Errno error) => $"Cannot write '{file}': {Text(error)}.";
}
