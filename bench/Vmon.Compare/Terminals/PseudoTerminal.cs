using System.Diagnostics;
using System.Text;
using Vmon.Bench;

namespace Vmon.Compare.Terminals;

/// <summary>A program on a pseudo-terminal, which script(1) provides. Keys are written to it, and what it shows is read.</summary>
internal sealed class PseudoTerminal : IDisposable
{
    private readonly Process _script;
    private readonly ScreenText _screen;
    private readonly object _gate = new();
    private bool _isClosed;

    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="command">A line of sh.</param>
    internal PseudoTerminal(int width, int height, string command)
    {
        _screen = new ScreenText(width, height);
        _script = Executable.Start("script", ["-qfc", $"stty rows {height} cols {width}; {command}", "/dev/null"]);
        new Thread(Read) { IsBackground = true }.Start();
    }

    /// <summary>PID of script.</summary>
    internal int Id => _script.Id;

    /// <summary>Types keys.</summary>
    internal void Send(string keys)
    {
        _script.StandardInput.BaseStream.Write(Encoding.UTF8.GetBytes(keys));
        _script.StandardInput.BaseStream.Flush();
    }

    /// <summary>Reads the screen.</summary>
    internal T Look<T>(Func<ScreenText, T> look)
    {
        lock (_gate) return look(_screen);
    }

    /// <summary>Waits until the screen is as described. It is looked at after each write of the program.</summary>
    /// <returns>How long it took.</returns>
    internal TimeSpan Await(string what, Func<ScreenText, bool> isReached, TimeSpan most)
    {
        Stopwatch clock = Stopwatch.StartNew();
        lock (_gate)
        {
            while (!isReached(_screen))
            {
                TimeSpan left = most - clock.Elapsed;
                if (_isClosed || left <= TimeSpan.Zero || !Monitor.Wait(_gate, left)) throw new PeerException($"{what} did not appear. The screen:\n{Text()}");
            }

            return clock.Elapsed;
        }
    }

    /// <summary>Waits until nothing was written for a time.</summary>
    internal void AwaitQuiet(TimeSpan time)
    {
        lock (_gate)
        {
            while (!_isClosed && Monitor.Wait(_gate, time))
            {
                // Something was written.
            }
        }
    }

    public void Dispose()
    {
        _script.Kill(entireProcessTree: true);
        _script.WaitForExit();
        _script.Dispose();
    }

    private string Text() => string.Join('\n', Enumerable.Range(0, _screen.Height).Select(row => _screen[row]));

    private void Read()
    {
        byte[] buffer = new byte[65536];
        try
        {
            while (_script.StandardOutput.BaseStream.Read(buffer) is > 0 and int count)
            {
                lock (_gate)
                {
                    _screen.Write(buffer.AsSpan(0, count));
                    Monitor.PulseAll(_gate);
                }
            }
        }
        catch (Exception reason) when (reason is IOException or InvalidOperationException)
        {
            // It was disposed.
        }

        lock (_gate)
        {
            _isClosed = true;
            Monitor.PulseAll(_gate);
        }
    }
}
