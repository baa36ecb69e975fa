using System.Buffers;

namespace Vmon.Sources.Processes;

/// <summary>Joins arguments to one line that a shell splits into the same arguments.</summary>
internal static class ShellWords
{
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-");

    /// <summary>Quotes what needs it. A single word is left alone: it is a program without arguments, or a rewritten title.</summary>
    internal static string Join(string[] words) =>
        words.Length == 1 ? words[0] : string.Join(' ', words.Select(Quote));

    private static string Quote(string word) =>
        word.Length > 0 && !word.AsSpan().ContainsAnyExcept(Plain) ? word : "'" + word.Replace("'", "'\\''") + "'";
}
