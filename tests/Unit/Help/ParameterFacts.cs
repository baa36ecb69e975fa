using System.Globalization;
using System.Management.Automation;

namespace Vmon.Tests.Help;

/// <summary>What is true of a cmdlet's parameters, a line for each, in the words of the help.</summary>
internal static class ParameterFacts
{
    internal static IEnumerable<string> Of(CmdletInfo command)
    {
        object cmdlet = Activator.CreateInstance(command.ImplementingType)!;
        return command.Parameters.Values.Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name)).Select(parameter => Of(parameter, cmdlet)).Order();
    }

    /// <summary>The parameters of each set, in the order of its syntax; the default one first.</summary>
    internal static IEnumerable<string> SetsOf(CmdletInfo command) => command.ParameterSets.OrderBy(set => !set.IsDefault).Select(Names);

    private static string Of(ParameterMetadata parameter, object cmdlet)
    {
        ParameterSetMetadata[] sets = [.. parameter.ParameterSets.Values];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {parameter.Name}: {(Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType).Name},
             aliases {(parameter.Aliases.Count > 0 ? string.Join(", ", parameter.Aliases) : "none")},
             required {One(sets, set => set.IsMandatory ? "true" : "false")}, position {One(sets, Position)}, default {Default(parameter, cmdlet)},
             pipeline {One(sets, Pipeline)}, wildcards {(parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any() ? "true" : "false")}
            """).ReplaceLineEndings("");
    }

    // The help says it once, so it has to be the same in all sets.
    private static string One(ParameterSetMetadata[] sets, Func<ParameterSetMetadata, string> fact) => string.Join("/", sets.Select(fact).Distinct());

    private static string Position(ParameterSetMetadata set) => set.Position < 0 ? "named" : set.Position.ToString(CultureInfo.InvariantCulture);

    private static string Pipeline(ParameterSetMetadata set) => (set.ValueFromPipelineByPropertyName, set.ValueFromPipeline) switch
    {
        (true, true) => "True (ByPropertyName, ByValue)",
        (true, false) => "True (ByPropertyName)",
        (false, true) => "True (ByValue)",
        _ => "False",
    };

    private static string Default(ParameterMetadata parameter, object cmdlet) => cmdlet.GetType().GetProperty(parameter.Name)?.GetValue(cmdlet) switch
    {
        null when parameter.ParameterType == typeof(SwitchParameter) => "False",
        null or "" => "None",
        string[] texts => string.Join(", ", texts),
        TimeSpan time when time == TimeSpan.Zero => "None",
        object value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Names(CommandParameterSetInfo set) => string.Join(' ', from word in set.ToString().Split(' ')
                                                                                 let name = word.Trim('[', ']')
                                                                                 where name.StartsWith('-')
                                                                                 select name[1..]);
}
