using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Vmon.Accounting.Measuring;

/// <summary>A workload of accounting.c that is running. It counts its own CPU time and bytes.</summary>
internal sealed class AccountingLoad : IDisposable
{
    /// <summary>Workloads whose usage the kernel adds to the process that reaps them.</summary>
    internal static readonly string[] Modes =
    [
        "churn", "lasting", "orphan", "double-fork", "pool", "vfork-exec", "threads", "main-thread-exits", "thread-execs", "traced", "pid-namespace",
        "zombie", "killed-tree", "left-behind",
    ];

    /// <summary>A workload whose usage the kernel discards: it ignores SIGCHLD.</summary>
    internal const string Discarded = "ignored";

    private readonly string _mode;
    private readonly Process _process;
    private readonly Task<string?> _result;

    /// <summary>Starts a workload that waits for <see cref="Begin"/>.</summary>
    /// <param name="program">Path of the program made by <see cref="Compile"/>.</param>
    /// <param name="mode">One of <see cref="Modes"/>, or <see cref="Discarded"/>.</param>
    /// <param name="seconds">Time in which it starts processes.</param>
    /// <param name="bystanders">Number of sleeping children of the same parent.</param>
    internal AccountingLoad(string program, string mode, double seconds, int bystanders)
    {
        _mode = mode;
        ProcessStartInfo start = new(program, [mode, seconds.ToString(CultureInfo.InvariantCulture), $"{bystanders}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
        Id = int.Parse(_process.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
        _result = Task.Run(_process.StandardOutput.ReadLine);
    }

    internal int Id { get; }

    /// <summary>Whether only the root and the bystanders are still running.</summary>
    internal bool IsOver => _result.IsCompleted;

    /// <summary>Compiles the workloads.</summary>
    /// <returns>False if there is no C compiler.</returns>
    internal static bool Compile(string program) => CProgram.Compile("accounting.c", program);

    internal void Begin() => _process.StandardInput.WriteLine("go");

    /// <summary>
    /// CPU seconds that the kernel accounted, or, if it discards them, that the processes counted before they exited; and bytes that they wrote.
    /// </summary>
    internal (double Cpu, long Bytes) Truth()
    {
        using JsonDocument result = JsonDocument.Parse(_result.GetAwaiter().GetResult()!);
        JsonElement root = result.RootElement;
        return (root.GetProperty(_mode == Discarded ? "counted" : "reaped").GetDouble(), root.GetProperty("bytes").GetInt64());
    }

    public void Dispose()
    {
        _process.StandardInput.Close(); // ends the workload and its bystanders
        _process.WaitForExit();
        _process.Dispose();
    }
}
