using System.Globalization;
using System.Text.Json;
using Vmon.Accounting.Loads;

namespace Vmon.Accounting.Closure;

/// <summary>A load of short processes, as of a build, in a control group of its own.</summary>
internal sealed class Build : IDisposable
{
    private readonly ControlGroup _group;
    private readonly SelfMeasuringLoad _load;
    private double _cpuBefore;

    internal Build(LoadProgram program, double seconds)
    {
        Seconds = seconds;
        _group = new ControlGroup();
        _load = new SelfMeasuringLoad(program, "make", seconds.ToString(CultureInfo.InvariantCulture), $"{Environment.ProcessorCount}");
        _group.Add(_load.Id);
    }

    /// <summary>Time in which it starts processes.</summary>
    internal double Seconds { get; }

    internal bool IsOver => _load.IsOver;

    internal static bool IsMember(string name) => name.StartsWith(SelfMeasuringLoad.Name, StringComparison.Ordinal);

    internal void Begin()
    {
        _cpuBefore = _group.Cpu;
        _load.Begin();
    }

    /// <summary>Waits for its end, and returns what the control group and the processes counted.</summary>
    internal Usage Truth()
    {
        JsonElement counted = _load.Result();
        return new Usage(_group.Cpu - _cpuBefore, counted.GetProperty("bytes").GetInt64(), counted.GetProperty("processes").GetInt32());
    }

    public void Dispose()
    {
        _load.Dispose();
        _group.Dispose();
    }
}
