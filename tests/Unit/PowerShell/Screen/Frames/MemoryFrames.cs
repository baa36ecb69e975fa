using Vmon.PowerShell.Screen.Frames;
using Vmon.PowerShell.Screen.View;
using Vmon.Tests.Engine.Model;

namespace Vmon.Tests.PowerShell.Screen.Frames;

/// <summary>Frames of processes in memory, one for each second.</summary>
internal sealed class MemoryFrames : IDisposable
{
    private readonly MemoryTable _table = new();
    private readonly Timeline _frames = new(1000, long.MaxValue);
    private bool _isBegun;

    internal MemorySource Source => _table.Source;

    internal Timeline Frames => _frames;

    internal Frame Last => _frames.Last!;

    public void Dispose() => _table.Dispose();

    /// <summary>Takes a sample.</summary>
    internal Frame Next()
    {
        _ = _isBegun ? _table.Sample() : _table.Sample(ProcessSelection.Everything);
        _isBegun = true;
        long number = _frames.Last?.Number + 1 ?? 0;
        Frame frame = Frame.Of(number, DateTimeOffset.UnixEpoch.AddSeconds(number), null, [.. _table.Samples(_frames.Last?.Processes)], _frames.Last);
        _frames.AddLast(frame);
        return frame;
    }

    /// <summary>The last frames.</summary>
    internal Frame?[] Window(int length = 10)
    {
        Frame?[] window = new Frame?[length];
        _frames.CopyTo(window, Last.Number);
        return window;
    }

    internal Forest Forest() => Vmon.PowerShell.Screen.View.Forest.Of(Window());

    internal Rows Rows(ViewState state) => Vmon.PowerShell.Screen.View.Rows.Of(Forest(), state, Last.Number);

    /// <summary>The key of a process of the last frame.</summary>
    internal ProcessKey Key(int id) => ProcessKey.Of(Last.Processes.Single(process => process.Id == id));
}
