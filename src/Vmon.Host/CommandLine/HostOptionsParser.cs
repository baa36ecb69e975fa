namespace Vmon.Host;

/// <summary>Reads the command line by pwsh's conventions: one dash or two, any case, names cut short.</summary>
internal static class HostOptionsParser
{
    private const string StandardInput = "-";

    /// <param name="arguments">The arguments of the process.</param>
    /// <param name="hasInput">Whether standard input is something other than a terminal.</param>
    internal static HostOptions Parse(IReadOnlyList<string> arguments, bool hasInput)
    {
        OutputFormat format = OutputFormat.Text;
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            if (argument == StandardInput) return FromInput(argument, hasInput, format);
            if (!argument.StartsWith('-')) return File(arguments, i, hasInput, format);

            string name = argument.StartsWith("--", StringComparison.Ordinal) ? argument[2..] : argument[1..];
            if (Is(name, "Command", "c")) return Command(arguments, i + 1, hasInput, format);
            if (Is(name, "File", "f")) return File(arguments, i + 1, hasInput, format);
            if (Is(name, "Help", "h") || name == "?") return new(HostMode.Help);
            if (Is(name, "Version", "v")) return new(HostMode.Version);
            if (Is(name, "OutputFormat", "o"))
            {
                string? value = i + 1 < arguments.Count ? arguments[++i] : null;
                if (!TryFormat(value, out format)) return HostOptions.Invalid($"{argument} takes Text or Json.");
            }
            else if (!Is(name, "NoProfile", "nop") && !Is(name, "NonInteractive", "noni") && !Is(name, "NoLogo", "nol"))
            {
                // The three are what vmon does anyway.
                return HostOptions.Invalid($"The parameter '{argument}' is not known.");
            }
        }

        return hasInput ? FromInput(StandardInput, hasInput, format) : HostOptions.Invalid(null);
    }

    private static bool Is(string given, string name, string shortest) =>
        given.Length >= shortest.Length && name.StartsWith(given, StringComparison.OrdinalIgnoreCase);

    private static bool TryFormat(string? name, out OutputFormat format)
    {
        format = string.Equals(name, nameof(OutputFormat.Json), StringComparison.OrdinalIgnoreCase) ? OutputFormat.Json : OutputFormat.Text;
        return string.Equals(name, format.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    private static HostOptions Command(IReadOnlyList<string> arguments, int first, bool hasInput, OutputFormat format)
    {
        if (first == arguments.Count) return HostOptions.Invalid("A command must follow -Command.");
        if (arguments[first] != StandardInput) return new(HostMode.Command) { Target = string.Join(' ', arguments.Skip(first)), Format = format };
        return first + 1 == arguments.Count
            ? FromInput("-Command -", hasInput, format)
            : HostOptions.Invalid("Nothing may follow -Command -: the command is read from standard input.");
    }

    private static HostOptions File(IReadOnlyList<string> arguments, int index, bool hasInput, OutputFormat format)
    {
        if (index == arguments.Count) return HostOptions.Invalid("A script's path must follow -File.");
        return arguments[index] == StandardInput
            ? FromInput("-File -", hasInput, format)
            : new(HostMode.File) { Target = arguments[index], Arguments = [.. arguments.Skip(index + 1)], Format = format };
    }

    private static HostOptions FromInput(string argument, bool hasInput, OutputFormat format) => hasInput
        ? new(HostMode.StandardInput) { Format = format }
        : HostOptions.Invalid($"'{argument}' reads the command from standard input, which is a terminal here. vmon is not an interactive shell.");
}
