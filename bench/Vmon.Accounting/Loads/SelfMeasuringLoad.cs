using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Vmon.Accounting.Loads;

/// <summary>A load of loads.c. The names of its processes begin with <see cref="Name"/>.</summary>
internal sealed class SelfMeasuringLoad : IDisposable
{
    /// <summary>Different from that of a load of another run at the same time.</summary>
    internal static string Name { get; } = $"vmload-{Environment.ProcessId}";

    private readonly Process _process;
    private readonly Task<string?> _result;

    /// <summary>Starts a load that waits for <see cref="Begin"/>.</summary>
    internal SelfMeasuringLoad(LoadProgram program, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program.Path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = program.Folder,
        };
        _process = Process.Start(start)!;
        Id = int.Parse(_process.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
        _result = Task.Run(_process.StandardOutput.ReadLine);
    }

    internal int Id { get; }

    /// <summary>Whether only its root is still running.</summary>
    internal bool IsOver => _result.IsCompleted;

    internal void Begin() => _process.StandardInput.WriteLine("go");

    /// <summary>Ends a load without an end of its own.</summary>
    internal void End() => _process.StandardInput.WriteLine("end");

    /// <summary>Waits for the end, and returns what the load measured.</summary>
    internal JsonElement Result()
    {
        string line = _result.GetAwaiter().GetResult() ?? throw new InvalidOperationException("The load exited early.");
        return JsonSerializer.Deserialize<JsonElement>(line);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
