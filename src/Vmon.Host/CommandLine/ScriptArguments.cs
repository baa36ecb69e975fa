using System.Management.Automation.Runspaces;

namespace Vmon.Host;

/// <summary>What follows -File, as parameters and arguments of the script. A value is text: nothing in it is evaluated.</summary>
internal static class ScriptArguments
{
    internal static IEnumerable<CommandParameter> Parse(IReadOnlyList<string> arguments)
    {
        string? pending = null;
        foreach (string argument in arguments)
        {
            int colon = argument.IndexOf(':', StringComparison.Ordinal);
            if (pending is not null)
            {
                yield return new(pending, argument);
                pending = null;
            }
            else if (argument.Length < 2 || argument[0] != '-')
            {
                yield return new(null, argument);
            }
            else if (colon < 0)
            {
                yield return new(argument);
            }
            else if (colon == argument.Length - 1)
            {
                pending = argument[..colon];
            }
            else
            {
                yield return new(argument[..colon], Value(argument[(colon + 1)..]));
            }
        }

        if (pending is not null) yield return new(pending);
    }

    // -Switch:$false is the one way to say no to a switch.
    private static object Value(string text) => text.ToUpperInvariant() switch
    {
        "$TRUE" or "TRUE" => true,
        "$FALSE" or "FALSE" => false,
        _ => text,
    };
}
