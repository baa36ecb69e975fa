namespace Vmon.Build.Help;

/// <summary>A page that is not as the schema says; the message names file and line as compilers do, so that a build shows it.</summary>
internal sealed class HelpFormatException(string file, int line, string message)
    : Exception($"{file}({line}): error HELP: {message}");
