using Vmon.ProcFs;

namespace Vmon.Sources.Machine;

/// <summary>Reads the files of the machine, and keeps the text of the last reading of each, for a recorder.</summary>
internal sealed class SystemTexts(ISystemFiles files) : ISystemFiles, ILineReader
{
    /// <summary>Longest text that is kept. 1,000 interrupts on 1,024 CPUs have 11 MB.</summary>
    internal const int Longest = 16 * 1024 * 1024;

    private readonly Text[] _texts = new Text[SystemFileIds.Count];
    private ILineReader? _reader;
    private SystemFileId _reading;

    public TimeSpan? Uptime => files.Uptime;

    /// <summary>Forgets the texts of the previous sample.</summary>
    internal void Begin()
    {
        foreach (ref Text text in _texts.AsSpan()) text.Status = ReadStatus.NotRead;
    }

    /// <summary>Whether a file was read in this sample, and its text. It is too large if it is not kept.</summary>
    internal ReadStatus StatusOf(SystemFileId file, out ReadOnlySpan<byte> text)
    {
        ref Text kept = ref _texts[(int)file];
        text = kept.Status == ReadStatus.Ok ? kept.Bytes.AsSpan(0, kept.Length) : default;
        return kept.Status;
    }

    public ReadStatus Read(SystemFileId file, out ReadOnlySpan<byte> text)
    {
        ref Text kept = ref _texts[(int)file];
        kept.Begin();
        ReadStatus status = files.Read(file, out text);
        kept.Append(text);
        kept.End(status);
        return status;
    }

    public ReadStatus ReadLines(SystemFileId file, ILineReader reader)
    {
        (_reader, _reading) = (reader, file);
        ref Text kept = ref _texts[(int)file];
        kept.Begin();
        ReadStatus status = files.ReadLines(file, this);
        kept.End(status);
        _reader = null;
        return status;
    }

    public void Close(SystemFileId file) => files.Close(file);

    public void Close() => files.Close();

    bool ILineReader.Accept(ReadOnlySpan<byte> lines)
    {
        _texts[(int)_reading].Append(lines);
        return _reader!.Accept(lines);
    }

    private struct Text
    {
        internal byte[] Bytes;
        internal int Length;
        internal ReadStatus Status;
        private bool _isTooLarge;

        internal void Begin()
        {
            Bytes ??= [];
            Length = 0;
            _isTooLarge = false;
        }

        internal void Append(ReadOnlySpan<byte> bytes)
        {
            _isTooLarge |= bytes.Length > Longest - Length;
            if (_isTooLarge) return;
            if (Bytes.Length - Length < bytes.Length) Array.Resize(ref Bytes, Math.Max(Length + bytes.Length, Bytes.Length * 2));
            bytes.CopyTo(Bytes.AsSpan(Length));
            Length += bytes.Length;
        }

        internal void End(ReadStatus status) => Status = status == ReadStatus.Ok && _isTooLarge ? ReadStatus.TooLarge : status;
    }
}
