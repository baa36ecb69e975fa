using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Vmon.Host;

/// <summary>An error in a line, like pwsh's concise view: who, where in a script, what.</summary>
internal static class ErrorText
{
    private const string NotFound = nameof(CommandNotFoundException);

    // Of a command that a module on the path has, which cannot be loaded.
    private const string NotLoaded = "CouldNotAutoloadMatchingModule";

    internal static string Of(ErrorRecord error)
    {
        if (error.FullyQualifiedErrorId is "NativeCommandError" or "NativeCommandErrorMessage") return error.ToString();
        if (ModuleRunspace.IsBare && MissingCommand(error) is string command) return Place(error) + NotInVmon(command);
        string text = error.ErrorDetails?.Message ?? error.Exception.Message;
        return $"{Who(error)}: {Place(error)}{text.TrimEnd()}";
    }

    internal static string Of(ParseError error) => string.Create(
        CultureInfo.InvariantCulture,
        $"ParserError: {error.Extent.File ?? "line "}{(error.Extent.File is null ? "" : ":")}{error.Extent.StartLineNumber}: {error.Message}");

    private static string Who(ErrorRecord error) =>
        error.Exception is RuntimeException { WasThrownFromThrowStatement: true } ? "Exception"
        : error.CategoryInfo.Activity is { Length: > 0 } activity ? activity
        : error.InvocationInfo?.MyCommand is CmdletInfo command ? command.Name
        : error.CategoryInfo.Category != ErrorCategory.NotSpecified ? error.CategoryInfo.Category.ToString()
        : error.CategoryInfo.Reason;

    private static string Place(ErrorRecord error) => error.InvocationInfo is { ScriptName: { Length: > 0 } file, ScriptLineNumber: int line }
        ? string.Create(CultureInfo.InvariantCulture, $"{file}:{line}: ")
        : "";

    // By the record, since that of an error that ends the script (ErrorAction Stop) has not the exception itself; and within, where it is
    // what a native command needs, to be given objects as text.
    private static string? MissingCommand(ErrorRecord error)
    {
        if (error.FullyQualifiedErrorId is NotFound or NotLoaded && error.TargetObject is string command)
            return PwshCommands.Find(command) ?? (error.FullyQualifiedErrorId == NotLoaded ? command : null);
        for (Exception? inner = error.Exception; inner is not null; inner = inner.InnerException)
            if (inner is CommandNotFoundException missing) return PwshCommands.Find(missing.CommandName);
        return null;
    }

    private static string NotInVmon(string command) =>
        $"{command} is not in vmon: run this in pwsh, after Import-Module '{ModuleRunspace.Manifest}'";
}
