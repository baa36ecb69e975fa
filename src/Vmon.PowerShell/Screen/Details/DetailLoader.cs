using Vmon.PowerShell.Screen.Frames;
using Vmon.PowerShell.Screen.View;

namespace Vmon.PowerShell.Screen.Details;

/// <summary>Reads details on a thread of the pool, one after the other, so that keys are answered meanwhile.</summary>
/// <param name="reader">What reads.</param>
/// <param name="arrived">Called when something was read.</param>
internal sealed class DetailLoader(IDetailReader reader, Action arrived)
{
    private static readonly IReadOnlyList<string> Waiting = ["Reading…"];

    private (DetailTab Tab, ProcessKey Process, long Number) _wanted;
    private Task<IReadOnlyList<string>>? _reading;
    private (DetailTab Tab, ProcessKey Process, long Number) _read;
    private (DetailTab Tab, ProcessKey Process) _shown;
    private IReadOnlyList<string> _lines = Waiting;

    /// <summary>The lines of a process in a frame: those that were read last while they are read again.</summary>
    internal IReadOnlyList<string> Of(DetailTab tab, ProcessKey process, Frame frame)
    {
        Collect();
        _wanted = (tab, process, frame.Number);
        if (_reading is null && _wanted != _read) Begin(frame.Time);
        return _shown == (tab, process) ? _lines : Waiting;
    }

    private void Begin(DateTimeOffset time)
    {
        (DetailTab tab, ProcessKey process, long number) = _read = _wanted;
        _ = number;
        _reading = Task.Run(() => Read(tab, process, time));
        _ = _reading.ContinueWith(_ => arrived(), TaskScheduler.Default);
    }

    private void Collect()
    {
        if (_reading is not { IsCompleted: true } done) return;
        _reading = null;
        (_lines, _shown) = (done.Result, (_read.Tab, _read.Process));
    }

    private IReadOnlyList<string> Read(DetailTab tab, ProcessKey process, DateTimeOffset time)
    {
        try
        {
            return reader.Read(tab, process, time);
        }
        catch (Exception reason) when (reason is ExhaustedException or ObjectDisposedException or InvalidProcRootException or RecordingException)
        {
            return [Text.PrintableText.Of(reason.Message)];
        }
    }
}
