using Vmon.Parsing;
using Vmon.Proc;

namespace Vmon.Sampling;

/// <summary>/proc/PID/fdinfo/NUMBER, read when somebody asks for it.</summary>
internal static class DescriptorInfo
{
    /// <summary>Null where it could not be read.</summary>
    internal static FileInfoText? Read(int descriptor, ref ProcDirectory process, ReadBuffer buffer)
    {
        Span<byte> path = stackalloc byte[ProcPath.Longest];
        ProcPath.OfFileInfo(descriptor, path);
        if (process.Open(path, isDirectory: false, out int file) != ReadStatus.Ok) return null;
        return ProcFile.ReadAndClose(file, buffer, out int length) == ReadStatus.Ok ? FileInfoText.Parse(buffer.First(length)) : null;
    }
}
