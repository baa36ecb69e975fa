using System.Management.Automation.Host;
using System.Text;

namespace Vmon.Host;

/// <summary>Standard output or standard error as text: at once, in colours only where they show.</summary>
internal sealed class TerminalOutput
{
    private readonly TextWriter _writer;
    private readonly Action<IOException>? _onFailed;
    private bool _hasFailed;

    /// <param name="stream">Where the bytes go.</param>
    /// <param name="isTerminal">Whether somebody looks at it.</param>
    /// <param name="onFailed">Called once, when nobody reads it any more, or nothing more can be written.</param>
    internal TerminalOutput(Stream stream, bool isTerminal, Action<IOException>? onFailed = null)
    {
        _writer = TextWriter.Synchronized(new StreamWriter(stream, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" });
        _onFailed = onFailed;
        IsColored = isTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") != "dumb";
    }

    /// <summary>Whether escape sequences are passed on.</summary>
    internal bool IsColored { get; }

    internal void Write(string text) => Send(Plain(text));

    internal void WriteLine(string text) => Send(Plain(text) + "\n");

    private string Plain(string text) => PSHostUserInterface.GetOutputString(text, IsColored);

    private void Send(string text)
    {
        if (_hasFailed) return;
        try
        {
            _writer.Write(text);
        }
        catch (IOException reason)
        {
            _hasFailed = true;
            _onFailed?.Invoke(reason);
        }
    }
}
