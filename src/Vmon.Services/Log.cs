namespace Vmon.Services;

/// <summary>Writes lines to standard error, with the priority that the journal of systemd expects if it reads them: sd-daemon(3).</summary>
internal sealed class Log(TextWriter output, bool isJournal, string program)
{
    private const int ErrorPriority = 3;
    private const int WarningPriority = 4;
    private const int InformationPriority = 6;

    /// <summary>The log of this process.</summary>
    /// <param name="program">Its name, which begins lines for a terminal.</param>
    internal static Log OfProcess(string program) => new(Console.Error, Environment.GetEnvironmentVariable("JOURNAL_STREAM") is { Length: > 0 }, program);

    internal void Error(string line) => Write(ErrorPriority, line);

    internal void Warning(string line) => Write(WarningPriority, line);

    internal void Information(string line) => Write(InformationPriority, line);

    private void Write(int priority, string line)
    {
        string text = line.ReplaceLineEndings(" ");
        try
        {
            output.WriteLine(isJournal ? $"<{priority}>{text}" : $"{program}: {text}");
        }
        catch (IOException)
        {
            // The reader of the log exited. The service goes on.
        }
    }
}
