using System.Buffers;
using System.Collections.ObjectModel;
using Vmon.ProcFs;

namespace Vmon.Sources.Processes;

/// <summary>Executable and command line of a process. Immutable, and shared by all samples until it changes.</summary>
internal sealed class ProcessCommand
{
    internal static readonly ProcessCommand Unknown = new() { ArgumentsStatus = ReadStatus.NotRead, PathStatus = ReadStatus.NotRead };

    // As strings, arguments of one letter take sixteen times the memory of their bytes.
    private const int LongestKept = 1024;

    /// <summary>Suffix that the kernel adds to a link whose file was deleted.</summary>
    internal static ReadOnlySpan<byte> Deleted => " (deleted)"u8;

    private ArgumentList? _arguments;
    private string? _commandLine;

    /// <summary>Target of the exe link as bytes. Empty if there is none.</summary>
    internal byte[] PathBytes { get; init; } = [];

    /// <summary>Whether the executable was deleted, by the suffix of the link. Null if the suffix may be part of its name.</summary>
    internal bool? IsDeleted { get; init; }

    internal byte[] CommandLineBytes { get; init; } = [];

    /// <summary>Whether the command line is longer.</summary>
    internal bool IsTruncated { get; init; }

    internal ReadStatus PathStatus { get; init; }

    internal ReadStatus ArgumentsStatus { get; init; }

    /// <summary>Null for a kernel thread, for a process first read as a zombie, and if it could not be read.</summary>
    internal string? Path => field ??= PathBytes.Length > 0 ? ProcText.Decode(IsDeleted == true ? PathBytes.AsSpan(..^Deleted.Length) : PathBytes) : null;

    /// <summary>Null if it could not be read.</summary>
    internal ArgumentList? Arguments => IsKept ? _arguments ??= Parse() : Parse();

    internal string? CommandLine => IsKept ? _commandLine ??= Arguments?.ToString() : Arguments?.ToString();

    private bool IsKept => CommandLineBytes.Length <= LongestKept;

    /// <summary>The command that an exec reported. Null for what it did not.</summary>
    internal static ProcessCommand Of(byte[]? path, byte[]? words, bool isTruncated) => new()
    {
        PathBytes = path is [(byte)'/', ..] ? path : [],
        PathStatus = path is [(byte)'/', ..] ? ReadStatus.Ok : ReadStatus.NotRead,
        CommandLineBytes = words ?? [],
        ArgumentsStatus = words is null ? ReadStatus.NotRead : ReadStatus.Ok,
        IsTruncated = isTruncated,
    };

    internal ProcessCommand WithPath(byte[] bytes, ReadStatus status, bool? isDeleted) =>
        new() { PathBytes = bytes, PathStatus = status, IsDeleted = isDeleted, CommandLineBytes = CommandLineBytes, ArgumentsStatus = ArgumentsStatus, IsTruncated = IsTruncated };

    internal ProcessCommand WithArguments(byte[] bytes, ReadStatus status, bool isTruncated) =>
        new() { PathBytes = PathBytes, PathStatus = PathStatus, IsDeleted = IsDeleted, CommandLineBytes = bytes, ArgumentsStatus = status, IsTruncated = isTruncated };

    private ArgumentList? Parse() => ArgumentsStatus == ReadStatus.Ok ? new(Parsing.Processes.CommandLineParser.Parse(CommandLineBytes)) : null;
}

/// <summary>The arguments of a command line. As text, for example in CSV, they are the command line, not the name of the type.</summary>
internal sealed class ArgumentList(string[] words) : ReadOnlyCollection<string>(words)
{
    private readonly string[] _words = words;

    public override string ToString() => ShellWords.Join(_words);
}

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
