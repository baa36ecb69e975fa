namespace Vmon.Host;

/// <summary>The parts of the command line that must be known before PowerShell parses it.</summary>
internal sealed class CommandLine
{
    private const string Input = "-";

    // Options of pwsh, with the shortest form that it takes.
    private static readonly (string Name, string Shortest)[] WithValue =
    [
        ("configurationname", "config"), ("configurationfile", "configurationfile"), ("custompipename", "cus"), ("executionpolicy", "ex"), ("ep", "ep"),
        ("inputformat", "in"), ("if", "if"), ("outputformat", "o"), ("of", "of"), ("settingsfile", "settings"), ("windowstyle", "w"),
        ("workingdirectory", "wo"), ("wd", "wd"),
    ];

    private static readonly (string Name, string Shortest)[] Simple =
        [("noprofile", "nop"), ("nologo", "nol"), ("noninteractive", "noni"), ("login", "l")];

    private static readonly (string Name, string Shortest)[] Encoded = [("encodedcommand", "e"), ("ec", "e"), ("commandwithargs", "commandwithargs"), ("cwa", "cwa")];

    private readonly string[] _arguments;
    private readonly int _options;
    private readonly bool _isScript;
    private readonly bool _isInput;

    internal CommandLine(string[] arguments)
    {
        _arguments = arguments;
        while (_options < arguments.Length && Length(arguments[_options]) is > 0 and int length) _options += length;
        _options = Math.Min(_options, arguments.Length);
        string[] rest = arguments[_options..];
        string name = rest.Length > 0 ? NameOf(rest[0]) : "";
        bool takesScript = Is(name, "command", "c") || Is(name, "file", "f");
        AsksForVersion = Is(name, "version", "v");
        _isInput = rest is [] or [Input] || (takesScript && rest is [_, Input]);
        _isScript = !_isInput && (takesScript || IsAny(Encoded, name) || !rest[0].StartsWith('-'));
    }

    /// <summary>Whether -Version is specified.</summary>
    internal bool AsksForVersion { get; }

    /// <summary>Whether standard input is the script.</summary>
    internal bool ReadsScript => _isInput && Console.IsInputRedirected;

    /// <summary>Whether it runs a script and exits. Otherwise it is an interactive session, or serves one.</summary>
    internal bool Ends => _isScript || ReadsScript;

    /// <summary>The arguments, with a script instead of standard input, which pwsh would read line by line.</summary>
    internal string[] With(string script) => [.. _arguments[.._options], "-Command", script];

    // Number of arguments of an option that does not select what runs. 0 for others.
    private static int Length(string argument) =>
        !argument.StartsWith('-') ? 0 : IsAny(WithValue, NameOf(argument)) ? 2 : IsAny(Simple, NameOf(argument)) ? 1 : 0;

    private static string NameOf(string argument) => argument.StartsWith("--", StringComparison.Ordinal) ? argument[2..] : argument.StartsWith('-') ? argument[1..] : "";

    private static bool IsAny((string Name, string Shortest)[] options, string given) => Array.Exists(options, option => Is(given, option.Name, option.Shortest));

    private static bool Is(string given, string name, string shortest) =>
        given.Length >= shortest.Length && name.StartsWith(given, StringComparison.OrdinalIgnoreCase);
}
