using System.Globalization;
using System.Text;
using Vmon.Soak.Actors;

namespace Vmon.Soak.Measuring;

/// <summary>Measurements at the start, middle and end, trends, counts of each actor, and the verdict.</summary>
internal static class SoakReport
{
    internal static string Of(SoakRun run)
    {
        StringBuilder text = new();
        text.AppendLine(Measurement.Heading);
        foreach (Measurement row in Rows(run.Measurements)) text.AppendLine(row.ToString());
        text.AppendLine();
        foreach (Trend trend in run.Verdict.Trends)
            text.AppendLine(CultureInfo.InvariantCulture, $"{trend.Name,-12} {trend.PerHour,8:F2} per hour, {trend.Growth:F2} of at most {trend.Allowed:F2}");
        foreach (Actor actor in run.Actors) text.AppendLine(CultureInfo.InvariantCulture, $"{actor.Name,-16} {actor.Turns,8} turns {actor.Samples,9} samples");
        text.AppendLine();
        foreach (string complaint in run.Verdict.Complaints) text.AppendLine(complaint);
        text.Append(run.Verdict.IsGood ? "Passed." : "Failed.");
        return text.ToString();
    }

    private static IEnumerable<Measurement> Rows(IReadOnlyList<Measurement> all) =>
        all.Count < 4 ? all : [all[0], all[all.Count / 3], all[all.Count / 2], all[^1]];
}
