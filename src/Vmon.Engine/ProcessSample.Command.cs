using Vmon.Fields;

namespace Vmon;

// /proc/PID/exe and cmdline. A process that exits keeps the last known values.
public partial class ProcessSample
{
    /// <summary>
    /// Path of the executable. Null for a kernel thread. If <see cref="IsExecutableDeleted"/> is known, the suffix " (deleted)" that the
    /// kernel adds is removed.
    /// </summary>
    [Field("exe", Group = "Command")]
    public string? Path => IsRead(ProcessDataSets.Command, nameof(Path)) ? _command.Path : null;

    /// <summary>
    /// Whether the executable was deleted or replaced. Null for a kernel thread, and if the suffix " (deleted)" is ambiguous: the file has
    /// other names, its name ends with the suffix, or the tree is captured.
    /// </summary>
    [Field("exe", Group = "Command")]
    public bool? IsExecutableDeleted => _command.PathBytes.Length > 0 ? _command.IsDeleted : null;

    /// <summary>
    /// Command line. Arguments are quoted if a shell requires it, so that their boundaries are visible; a single argument, such as a
    /// rewritten process title, is not. Empty for a kernel thread. Truncated after 8 MB, which is more than an exec accepts.
    /// </summary>
    [Field("cmdline", Group = "Command", Sets = "PSBasic")]
    public string? CommandLine => IsRead(ProcessDataSets.Command, nameof(CommandLine)) ? _command.CommandLine : null;

    /// <summary>Arguments of the command line, starting with the program.</summary>
    [Field("cmdline", Group = "Command")]
    public IReadOnlyList<string>? Arguments => IsRead(ProcessDataSets.Command, nameof(Arguments)) ? _command.Arguments : null;
}
