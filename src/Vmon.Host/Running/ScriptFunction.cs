using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text.RegularExpressions;

namespace Vmon.Host;

/// <summary>
/// A script file as a function: parameters bind and $PSScriptRoot is set as for the file, and <c>exit</c> ends the run. (Of a script
/// that is called as a command, <c>exit</c> only sets $LASTEXITCODE, where it cannot be told from a native command's.)
/// </summary>
internal static partial class ScriptFunction
{
    /// <returns>The function's name.</returns>
    internal static string Define(Runspace runspace, string path)
    {
        CommandInvocationIntrinsics commands = runspace.SessionStateProxy.InvokeCommand;
        ExternalScriptInfo script = (ExternalScriptInfo)commands.GetCommand(path, CommandTypes.ExternalScript);
        string name = NotPlain().Replace(script.Name, "_");
        runspace.SessionStateProxy.SetVariable($"function:{name}", script.ScriptBlock);
        return name;
    }

    // What a path of the function drive would take for a wildcard or a drive.
    [GeneratedRegex(@"[^\w.-]")]
    private static partial Regex NotPlain();
}
