using System.Globalization;

namespace Vmon.Recording.Files;

/// <summary>Names of the files of a recording.</summary>
internal static class FileNames
{
    internal const string Extension = ".vmon";
    internal const string Lock = "lock";

    /// <summary>Added to the name of a file until it has its header.</summary>
    internal const string New = ".new";

    private const string JournalPrefix = "open-";
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";
    private const int TimeLength = 16;

    /// <summary>20261128T031000Z-0012.vmon: the time of its first frame, and its number in the recording.</summary>
    internal static string Segment(DateTime start, int number) =>
        start.ToString(TimeFormat, CultureInfo.InvariantCulture) + '-' + number.ToString("D4", CultureInfo.InvariantCulture) + Extension;

    /// <summary>open-310.vmon: the sequence number of its block.</summary>
    internal static string Journal(ulong sequence) => JournalPrefix + sequence.ToString(CultureInfo.InvariantCulture) + Extension;

    internal static bool IsRecording(string name) => name.EndsWith(Extension, StringComparison.Ordinal);

    internal static bool IsNew(string name) => name.EndsWith(Extension + New, StringComparison.Ordinal);

    internal static bool IsJournal(string name) => IsRecording(name) && name.StartsWith(JournalPrefix, StringComparison.Ordinal);

    internal static bool TryParseJournal(string name, out ulong sequence)
    {
        sequence = 0;
        return IsJournal(name)
            && ulong.TryParse(name.AsSpan(JournalPrefix.Length, name.Length - JournalPrefix.Length - Extension.Length), NumberStyles.None, CultureInfo.InvariantCulture, out sequence)
            && Journal(sequence) == name;
    }

    internal static bool TryParseSegment(string name, out DateTime start, out int number)
    {
        (start, number) = (default, 0);
        return name.Length > TimeLength + 1 + Extension.Length && IsRecording(name)
            && DateTime.TryParseExact(name.AsSpan(0, TimeLength), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out start)
            && int.TryParse(name.AsSpan(TimeLength + 1, name.Length - TimeLength - 1 - Extension.Length), NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && Segment(start, number) == name;
    }
}
