using System.Globalization;

namespace Vmon.Fleet;

/// <summary>Lines of a table of figures.</summary>
internal static class Figures
{
    internal static void Line(string name, FormattableString value) => Console.WriteLine($"| {name} | {value.ToString(CultureInfo.InvariantCulture)} |");
}
