namespace Vmon;

// What it runs: /proc/PID/exe and cmdline. A process that exits keeps what was last known.
public sealed partial class ProcessSample
{
    /// <summary>The executable, as the kernel names it (" (deleted)" at its end for one that was removed or replaced); null for a kernel thread.</summary>
    public string? Path => IsRead(ProcessWants.Command, nameof(Path)) ? _command.Path : null;

    /// <summary>
    /// The command line, its words quoted where a shell would need it, so that their boundaries show. A single word, which is how a
    /// rewritten title looks, is left as it is. Empty for a kernel thread. Cut after 8 MB, which is more than an exec takes.
    /// </summary>
    public string? CommandLine => IsRead(ProcessWants.Command, nameof(CommandLine)) ? _command.CommandLine : null;

    /// <summary>The words of the command line, the program first.</summary>
    public IReadOnlyList<string>? Arguments => IsRead(ProcessWants.Command, nameof(Arguments)) ? _command.Arguments : null;
}
