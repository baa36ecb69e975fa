using Vmon.Proc;

namespace Vmon.Sampling;

/// <summary>What a process runs. Immutable, and shared by all samples of the process until it changes.</summary>
internal sealed class ProcessCommand
{
    internal static readonly ProcessCommand Unknown = new() { ArgumentsStatus = ReadStatus.NotRead, PathStatus = ReadStatus.NotRead };

    private string? _commandLine;

    /// <summary>Target of the exe link as bytes; empty where there is none.</summary>
    internal byte[] PathBytes { get; init; } = [];

    internal byte[] CommandLineBytes { get; init; } = [];

    internal ReadStatus PathStatus { get; init; }

    internal ReadStatus ArgumentsStatus { get; init; }

    /// <summary>Null for a kernel thread, a zombie seen first as one, and where it could not be read.</summary>
    internal string? Path => field ??= PathBytes.Length > 0 ? ProcText.Decode(PathBytes) : null;

    /// <summary>Null where it could not be read.</summary>
    internal ArgumentList? Arguments => field ??= ArgumentsStatus == ReadStatus.Ok ? new(Parsing.CommandLineParser.Parse(CommandLineBytes)) : null;

    internal string? CommandLine => _commandLine ??= Arguments?.ToString();

    internal ProcessCommand WithPath(byte[] bytes, ReadStatus status) =>
        new() { PathBytes = bytes, PathStatus = status, CommandLineBytes = CommandLineBytes, ArgumentsStatus = ArgumentsStatus };

    internal ProcessCommand WithArguments(byte[] bytes, ReadStatus status) =>
        new() { PathBytes = PathBytes, PathStatus = PathStatus, CommandLineBytes = bytes, ArgumentsStatus = status };
}
