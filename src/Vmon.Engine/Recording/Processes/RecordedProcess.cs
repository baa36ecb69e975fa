using Vmon.Model;
using Vmon.Parsing.Processes;
using Vmon.Sources.Processes;

namespace Vmon.Recording.Processes;

/// <summary>One process of a block, in its slot, or one thread.</summary>
/// <param name="block">The reader of the block.</param>
internal sealed class RecordedProcess(NodeReader block)
{
    private const ReadingFlags OfCommand = ReadingFlags.ExecutableIsDeleted | ReadingFlags.ExecutableIsNotDeleted | ReadingFlags.CommandIsTruncated;

    private readonly long[] _numbers = new long[ProcessNumbers.Count];
    private ProcessCommand? _command;
    private (long Exe, long CommandLine, long Statuses, ReadingFlags Flags) _commandOf;

    /// <summary>PID, or TID of a thread.</summary>
    internal required int Id { get; init; }

    /// <summary>The slot of the parent below which it is shown first, or of the process whose thread it is. -1 for none.</summary>
    internal required int ParentSlot { get; init; }

    /// <summary>The numbers of the last frame that has it.</summary>
    internal ProcessNumbers Numbers => new(_numbers);

    internal ProcessIdentity Identity => new(Id, Numbers[StatField.starttime]);

    internal bool HasExited => Numbers.Flags.HasFlag(ReadingFlags.HasExited);

    /// <summary>Whether it exited before any sample read it.</summary>
    internal bool WasUnsampled => Numbers.Flags.HasFlag(ReadingFlags.WasUnsampled);

    /// <summary>Its data sets beyond the default, of the last frame that has it. Null if they are not recorded, or not read.</summary>
    internal RecordedDetails? Details { get; set; }

    /// <summary>Its open descriptors. Null if they are not recorded, or not read.</summary>
    internal RecordedFiles? Files { get; set; }

    /// <summary>The numbers, for their reader.</summary>
    internal Span<long> Values => _numbers;

    /// <summary>Its node in the table. Null until the table has it.</summary>
    internal ProcessNode? Node { get; set; }

    internal Comm Name => new(block.TextAt(Numbers[ProcessNumber.text_comm]));

    /// <summary>Takes note of it as a process whose events can follow.</summary>
    internal void NoteIn(ProcessOrigins origins) =>
        origins.Note(Id, (int)Numbers[StatField.ppid], Name, block.TextAt(Numbers[ProcessNumber.text_cmdline]) ?? [], Numbers.Flags.HasFlag(ReadingFlags.CommandIsTruncated));

    /// <summary>Its control groups. Null if they are not recorded.</summary>
    internal ProcessCgroups? Cgroups => block.CgroupsAt(Numbers[ProcessNumber.text_cgroup], Numbers[ProcessNumber.text_container]);

    /// <summary>Its executable and command line; the same object until they change.</summary>
    internal ProcessCommand Command()
    {
        ProcessNumbers numbers = Numbers;
        (long, long, long, ReadingFlags) now =
            (numbers[ProcessNumber.text_exe], numbers[ProcessNumber.text_cmdline], numbers[ProcessNumber.reading_statuses], numbers.Flags & OfCommand);
        if (_command is not null && now == _commandOf) return _command;
        _commandOf = now;
        return _command = new ProcessCommand
        {
            PathBytes = block.TextAt(numbers[ProcessNumber.text_exe]) ?? [],
            PathStatus = RecordNumbers.ExecutableStatus(numbers),
            CommandLineBytes = block.TextAt(numbers[ProcessNumber.text_cmdline]) ?? [],
            ArgumentsStatus = RecordNumbers.CommandLineStatus(numbers),
            IsTruncated = numbers.Flags.HasFlag(ReadingFlags.CommandIsTruncated),
            IsDeleted = numbers.Flags.HasFlag(ReadingFlags.ExecutableIsDeleted) ? true : numbers.Flags.HasFlag(ReadingFlags.ExecutableIsNotDeleted) ? false : null,
        };
    }
}
