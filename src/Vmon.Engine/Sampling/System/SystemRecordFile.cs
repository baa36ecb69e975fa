namespace Vmon.Sampling;

/// <summary>A file of fixed values: loadavg, and those of pressure.</summary>
internal sealed class SystemRecordFile<T>(string path, SystemWants want, SystemRecordFile<T>.Parser tryParse) : SystemFile(path, want)
    where T : unmanaged
{
    private T _current;

    internal delegate bool Parser(ReadOnlySpan<byte> bytes, out T record);

    internal ref readonly T Current => ref _current;

    internal T Previous { get; private set; }

    private protected override bool Accept(ReadOnlySpan<byte> bytes)
    {
        Previous = _current;
        return tryParse(bytes, out _current);
    }
}
