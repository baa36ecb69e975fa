using Vmon.Native;

namespace Vmon.ProcFs;

/// <summary>
/// A file of a process or of the machine. It stays open between samples within the budget, and is opened for each read otherwise. An open
/// file belongs to its process permanently: if the PID is reused, it reads as <see cref="ReadStatus.Gone"/>.
/// </summary>
internal struct KeptFile
{
    // Off by one, so that the default value is closed.
    private int _descriptorPlusOne;

    internal readonly bool IsOpen => _descriptorPlusOne != 0;

    internal ReadStatus Read(
        ref ProcDirectory directory, scoped ReadOnlySpan<byte> name, DescriptorBudget budget, ReadBuffer buffer, out int length)
    {
        if (IsOpen) return ProcFile.Read(_descriptorPlusOne - 1, buffer, out length);

        length = 0;
        ReadStatus status = directory.Open(name, isDirectory: false, out int descriptor);
        return status == ReadStatus.Ok ? ReadAndKeep(descriptor, budget, buffer, out length) : status;
    }

    /// <summary>The same for a file of the machine, directly below the root.</summary>
    internal ReadStatus Read(ProcRoot root, scoped ReadOnlySpan<byte> name, DescriptorBudget budget, ReadBuffer buffer, out int length)
    {
        if (IsOpen) return ProcFile.Read(_descriptorPlusOne - 1, buffer, out length);

        length = 0;
        ReadStatus status = root.Open(name, isDirectory: false, out int descriptor);
        return status == ReadStatus.Ok ? ReadAndKeep(descriptor, budget, buffer, out length) : status;
    }

    /// <summary>The same for a file below any directory.</summary>
    internal ReadStatus Read(int directory, scoped ReadOnlySpan<byte> path, DescriptorBudget budget, ReadBuffer buffer, out int length)
    {
        if (IsOpen) return ProcFile.Read(_descriptorPlusOne - 1, buffer, out length);

        length = 0;
        ReadStatus status = ProcRoot.OpenAt(directory, path, isDirectory: false, out int descriptor);
        return status == ReadStatus.Ok ? ReadAndKeep(descriptor, budget, buffer, out length) : status;
    }

    /// <summary>Reads the lines of a file of the machine in chunks. The file can have any length.</summary>
    internal ReadStatus ReadLines(ProcRoot root, scoped ReadOnlySpan<byte> name, DescriptorBudget budget, ReadBuffer buffer, ILineReader reader)
    {
        int descriptor = _descriptorPlusOne - 1;
        ReadStatus status = IsOpen ? ReadStatus.Ok : root.Open(name, isDirectory: false, out descriptor);
        if (status != ReadStatus.Ok) return status;
        LineChunks chunks = new(descriptor, buffer);
        bool isAccepted = true;
        while (isAccepted && chunks.Next(out ReadOnlySpan<byte> lines)) isAccepted = reader.Accept(lines);
        status = isAccepted ? chunks.Status : ReadStatus.TooLarge;
        if (!IsOpen) KeepOrClose(descriptor, status, budget);
        return status;
    }

    internal void Close(DescriptorBudget budget)
    {
        if (!IsOpen) return;
        _ = Libc.Close(_descriptorPlusOne - 1);
        _descriptorPlusOne = 0;
        budget.Return();
    }

    private ReadStatus ReadAndKeep(int descriptor, DescriptorBudget budget, ReadBuffer buffer, out int length)
    {
        ReadStatus status = ProcFile.Read(descriptor, buffer, out length);
        KeepOrClose(descriptor, status, budget);
        return status;
    }

    private void KeepOrClose(int descriptor, ReadStatus status, DescriptorBudget budget)
    {
        if (status == ReadStatus.Ok && budget.TryTake()) _descriptorPlusOne = descriptor + 1;
        else _ = Libc.Close(descriptor);
    }
}
