using System.Diagnostics;
using System.Globalization;

namespace Vmon.Bench;

/// <summary>A root process and its children of one kind. Dispose ends them.</summary>
internal sealed class ProcessLoad : IDisposable
{
    /// <summary>Sleeping processes that hold a hundred descriptors each.</summary>
    internal const string Files = "files";

    /// <summary>Processes of which one in twenty wakes up in an interval, computes, writes and reads.</summary>
    internal const string Waking = "waking";

    internal static readonly string[] Kinds = ["sleeping", "reaping", "busy10", "busy", Waking, "storm", "threads", Files];

    private readonly Process _root;

    /// <param name="kind">Kind of the children.</param>
    /// <param name="count">Number of the children.</param>
    /// <param name="interval">Interval of the samples. A busy process runs twice in it, and every twentieth of the waking ones runs once.</param>
    internal ProcessLoad(string kind, int count, TimeSpan interval = default)
    {
        Kind = kind;
        Count = count;
        ProcessStartInfo start = new("python3", ["-c", EmbeddedText.Read("load.py"), kind, $"{count}", interval.TotalSeconds.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _root = Process.Start(start)!;
        if (_root.StandardOutput.ReadLine() != "ready") throw new InvalidOperationException($"Cannot start {count} {kind} processes.");
    }

    internal string Kind { get; }

    /// <summary>Number of children, without the root.</summary>
    internal int Count { get; }

    internal int RootId => _root.Id;

    public void Dispose()
    {
        _root.StandardInput.Close();
        _root.WaitForExit();
        _root.Dispose();
    }
}
