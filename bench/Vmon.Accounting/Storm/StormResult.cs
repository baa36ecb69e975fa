using System.Globalization;
using System.Text.Json;
using Vmon.Accounting.Loads;

namespace Vmon.Accounting.Storm;

/// <summary>What a storm measured itself.</summary>
/// <param name="Exits">Number of processes that exited.</param>
/// <param name="ForksPerSecond">Forks and exits that it reached in a second.</param>
/// <param name="CpuPerFork">CPU time of one fork and exit, parent and child, in µs.</param>
internal readonly record struct StormResult(long Exits, double ForksPerSecond, double CpuPerFork)
{
    /// <summary>Runs a storm.</summary>
    /// <param name="program">The loads.</param>
    /// <param name="rate">Forks in a second. 0 for as many as possible.</param>
    /// <param name="seconds">Length of the storm.</param>
    internal static StormResult Of(LoadProgram program, double rate, double seconds)
    {
        using SelfMeasuringLoad load = new(program, "storm", rate.ToString(CultureInfo.InvariantCulture), seconds.ToString(CultureInfo.InvariantCulture));
        load.Begin();
        JsonElement result = load.Result();
        double forks = result.GetProperty("forks").GetDouble();
        return new StormResult(
            result.GetProperty("processes").GetInt64(),
            forks / result.GetProperty("seconds").GetDouble(),
            result.GetProperty("cpu").GetDouble() * 1e6 / forks);
    }
}
