using Vmon.ProcFs;

namespace Vmon.Sources.Machine;

/// <summary>Where the files of the machine are read: in a /proc, or in a recording.</summary>
internal interface ISystemFiles
{
    /// <summary>Time since boot: now, at the capture, or as recorded. Null if unknown.</summary>
    TimeSpan? Uptime { get; }

    /// <summary>Reads a file. The text is valid until the next read.</summary>
    ReadStatus Read(SystemFileId file, out ReadOnlySpan<byte> text);

    /// <summary>Reads the lines of a file in chunks. The file can have any length.</summary>
    ReadStatus ReadLines(SystemFileId file, ILineReader reader);

    /// <summary>Closes a file until it is read again.</summary>
    void Close(SystemFileId file);

    /// <summary>Closes everything.</summary>
    void Close();
}
