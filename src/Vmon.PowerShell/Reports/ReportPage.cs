using System.Net;
using System.Security.Cryptography;
using System.Text;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Reports;

/// <summary>
/// The page of a report: one HTML file that loads nothing. Its policy permits only the script and the style that are in it, by their hashes. Data is JSON in an element that does not run.
/// </summary>
internal static class ReportPage
{
    // In the order in which they use each other.
    private static readonly string[] Scripts = ["uPlot.iife.min.js", "decode.js", "format.js", "theme.js", "elements.js", "chart.js", "machine.js", "usage.js", "tree.js", "events.js", "main.js"];
    private static readonly string[] Styles = ["uPlot.min.css", "report.css"];

    private static readonly Lazy<string> Script = new(static () => $"\n/*\n{Read("LICENSE")}\n*/{Join(Scripts)}");
    private static readonly Lazy<string> Style = new(static () => Join(Styles));

    /// <summary>Writes it.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    internal static void Write(ReportData data, ReportFacts facts, Stream stream, CancellationToken cancellation)
    {
        foreach (string part in Read("report.html").Split("{{").SelectMany(static part => part.Split("}}")))
        {
            cancellation.ThrowIfCancellationRequested();
            if (part == "data") ReportJson.Write(data, facts, stream, cancellation);
            else stream.Write(Encoding.UTF8.GetBytes(Fill(part, data, facts)));
        }
    }

    /// <summary>The value of a directive of the policy for a text.</summary>
    internal static string Hash(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    private static string Fill(string part, ReportData data, ReportFacts facts) => part switch
    {
        "title" => WebUtility.HtmlEncode($"{(facts.Host.Length == 0 ? "Vmon" : PrintableText.Of(facts.Host))}, {data.Start:yyyy-MM-dd HH:mm} to {data.End:HH:mm}"),
        "policy" => $"default-src 'none'; script-src {Hash(Script.Value)}; style-src {Hash(Style.Value)}; base-uri 'none'; form-action 'none'",
        "script" => Script.Value,
        "style" => Style.Value,
        _ => part,
    };

    private static string Join(string[] names) => "\n" + string.Concat(names.Select(static name => Read(name) + "\n"));

    private static string Read(string name)
    {
        using Stream stream = typeof(ReportPage).Assembly.GetManifestResourceStream($"Reports/{name}")!;
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
