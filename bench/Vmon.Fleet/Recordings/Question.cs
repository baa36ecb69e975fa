using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Vmon.Bench;

namespace Vmon.Fleet.Recordings;

/// <summary>A question about recordings, asked in a pwsh of its own.</summary>
/// <param name="Text">A script block, whose argument is the path of a recording, or of the directory of a fleet.</param>
internal sealed record Question(string Text)
{
    private static string Manifest { get; } =
        typeof(Question).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key == "Manifest").Value!;

    /// <param name="path">The path of the recording or the fleet.</param>
    /// <param name="again">How often it is asked again.</param>
    /// <exception cref="PeerException">It has no answer.</exception>
    internal QuestionCost Ask(string path, int again = 0)
    {
        using Process process = Executable.Start("pwsh", ["-NoProfile", "-NonInteractive", "-Command", $"& {{ {EmbeddedText.Read("Question.ps1")} }} '{Manifest}' '{path}' {{ param($Path) {Text} }} {again}"]);
        string[] figures = process.StandardOutput.ReadToEnd().Trim().Split(' ');
        process.WaitForExit();
        if (process.ExitCode != 0 || figures.Length != 5) throw new PeerException($"the question failed: {Text}");
        double[] numbers = [.. figures.Select(static figure => double.Parse(figure, CultureInfo.InvariantCulture))];
        return new QuestionCost((long)numbers[0], numbers[1], numbers[2], numbers[3] / 1024, numbers[4]);
    }
}

/// <summary>What an answer took, after the module was imported.</summary>
/// <param name="Answers">Number of objects.</param>
/// <param name="Seconds">Time.</param>
/// <param name="CpuSeconds">CPU time.</param>
/// <param name="Megabytes">Largest resident memory of pwsh.</param>
/// <param name="AgainSeconds">Median of the times when it was asked again. The first one, if it was not.</param>
internal readonly record struct QuestionCost(long Answers, double Seconds, double CpuSeconds, double Megabytes, double AgainSeconds);
