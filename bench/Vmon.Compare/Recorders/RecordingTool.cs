using System.Diagnostics;
using System.Globalization;
using Vmon.Bench;

namespace Vmon.Compare.Recorders;

/// <summary>A program that records the processes of the machine to a directory, as its users run it.</summary>
/// <param name="Name">Name in the table.</param>
/// <param name="Program">Name in the PATH, or the path of its package.</param>
/// <param name="Arguments">Arguments for a directory and an interval in seconds.</param>
internal sealed record RecordingTool(string Name, string Program, Func<string, string, string[]> Arguments)
{
    internal static readonly RecordingTool Vmon =
        new("vmon-recorder", "/usr/lib/vmon-recorder/vmon-recorder", static (directory, seconds) => ["--path", directory, "--interval", $"{seconds}s"]);

    internal static readonly RecordingTool[] Others =
    [
        new("`atop -w`", "atop", static (directory, seconds) => ["-w", $"{directory}/raw", seconds]),
        new("collectl, processes too", "collectl", static (directory, seconds) => ["-scdmnZ", "-i", $"{seconds}:{seconds}", "-f", directory]),
        new("sadc, without processes", "/usr/lib/sysstat/sadc", static (directory, seconds) => ["-S", "XALL", seconds, $"{directory}/sa"]),
    ];

    internal RecordingRun Start(double seconds)
    {
        string directory = Directory.CreateTempSubdirectory("vmon-recorders-").FullName;
        Process process = Executable.Start(Program, Arguments(directory, seconds.ToString(CultureInfo.InvariantCulture)));
        process.StandardInput.Close();
        _ = process.StandardOutput.ReadToEndAsync();
        return new(this, directory, process);
    }
}
