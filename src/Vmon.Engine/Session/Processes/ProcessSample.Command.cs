namespace Vmon;

// What it runs: /proc/PID/exe and cmdline. A process that exits keeps what was last known.
public partial class ProcessSample
{
    /// <summary>
    /// The executable; null for a kernel thread. The " (deleted)" that the kernel adds for one that was removed is not part of it, if
    /// <see cref="IsExecutableDeleted"/> is known.
    /// </summary>
    public string? Path => IsRead(ProcessDataSets.Command, nameof(Path)) ? _command.Path : null;

    /// <summary>
    /// Whether the executable was removed or replaced: no path leads to it any more. Null for a kernel thread, and if the kernel's text ends with
    /// " (deleted)" and may do so for another reason: the file has other names, or is called so, or the tree is a captured one.
    /// </summary>
    public bool? IsExecutableDeleted => _command.PathBytes.Length > 0 ? _command.IsDeleted : null;

    /// <summary>
    /// The command line, its words quoted where a shell would need it, so that their boundaries show. A single word, which is how a
    /// rewritten title looks, is left as it is. Empty for a kernel thread. Cut after 8 MB, which is more than an exec takes.
    /// </summary>
    public string? CommandLine => IsRead(ProcessDataSets.Command, nameof(CommandLine)) ? _command.CommandLine : null;

    /// <summary>The words of the command line, the program first.</summary>
    public IReadOnlyList<string>? Arguments => IsRead(ProcessDataSets.Command, nameof(Arguments)) ? _command.Arguments : null;
}
