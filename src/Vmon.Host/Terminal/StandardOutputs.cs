namespace Vmon.Host;

/// <summary>Standard output and standard error.</summary>
/// <param name="Output">What is asked for.</param>
/// <param name="Messages">All that is said besides.</param>
internal sealed record StandardOutputs(TerminalOutput Output, TerminalOutput Messages)
{
    /// <param name="interruption">Asked to end the run when the output can take no more.</param>
    internal static StandardOutputs Open(Interruption interruption)
    {
        TerminalOutput messages = new(new StandardStream(2), !Console.IsErrorRedirected);
        return new(new(new StandardStream(1), !Console.IsOutputRedirected, End), messages);

        void End(IOException reason)
        {
            bool isClosed = reason.HResult is StandardStream.BrokenPipe;
            if (interruption.Request(isClosed ? ExitCode.BrokenPipe : ExitCode.Failure) && !isClosed)
                messages.WriteLine($"vmon: standard output: {reason.Message}");
        }
    }
}
