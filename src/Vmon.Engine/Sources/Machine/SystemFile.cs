using Vmon.ProcFs;

namespace Vmon.Sources.Machine;

/// <summary>One sampled file of the machine, with the result of its last read.</summary>
internal abstract class SystemFile(SystemFileId id)
{
    internal SystemFileId Id { get; } = id;

    internal SystemDataSets DataSet { get; } = SystemFileIds.DataSetOf(id);

    internal ReadStatus Status { get; private set; }

    internal bool IsKnown => Status == ReadStatus.Ok;

    /// <summary>Whether the previous sample read it too, so that differences cover one interval.</summary>
    internal bool IsPaired { get; private set; }

    /// <param name="files">Where it is read.</param>
    /// <param name="hasInterval">Whether there is a previous sample to compare with.</param>
    internal void Sample(ISystemFiles files, bool hasInterval)
    {
        bool wasKnown = IsKnown && hasInterval;
        Status = Read(files);
        IsPaired = wasKnown && IsKnown;
        if (!IsKnown) files.Close(Id);
    }

    /// <summary>Reads and parses the file. The current reading becomes the previous one.</summary>
    private protected abstract ReadStatus Read(ISystemFiles files);
}

/// <summary>A file of fixed values: loadavg and the files of pressure.</summary>
internal sealed class SystemRecordFile<T>(SystemFileId id, SystemRecordFile<T>.Parser tryParse) : SystemFile(id)
    where T : unmanaged
{
    private T _current;

    internal delegate bool Parser(ReadOnlySpan<byte> bytes, out T record);

    internal ref readonly T Current => ref _current;

    internal T Previous { get; private set; }

    private protected override ReadStatus Read(ISystemFiles files)
    {
        ReadStatus status = files.Read(Id, out ReadOnlySpan<byte> text);
        if (status != ReadStatus.Ok) return status;
        Previous = _current;
        return tryParse(text, out _current) ? ReadStatus.Ok : ReadStatus.Malformed;
    }
}
