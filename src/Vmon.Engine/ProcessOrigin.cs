using Vmon.Kernel.Events;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;

namespace Vmon;

/// <summary>What is known of a process at one of its events. Immutable.</summary>
/// <param name="Name">Its name. Empty if unknown.</param>
/// <param name="Command">The words of its command line, each with a NUL. Null if unknown.</param>
/// <param name="IsCommandCut">Whether the command line is longer.</param>
/// <param name="ParentId">Its parent when it was seen first. Null if unknown.</param>
/// <param name="ParentName">The name of its parent. Null if unknown.</param>
internal sealed record ProcessOrigin(string Name, byte[]? Command, bool IsCommandCut, int? ParentId, string? ParentName = null)
{
    internal static ProcessOrigin Unknown { get; } = new("", null, IsCommandCut: false, ParentId: null);

    internal ProcessOrigin WithName(Comm? name) => name is { } comm ? this with { Name = NameOf(comm, Command) } : this;

    internal static string NameOf(Comm name, byte[]? command) =>
        LongName.IsPossible(name.Bytes) && command is not null ? LongName.Of(name.Bytes, command) : ProcText.Decode(name.Bytes);
}

/// <summary>The processes that exist while their events are read: those of /proc at first, then by their events.</summary>
internal sealed class ProcessOrigins
{
    private readonly Dictionary<int, ProcessOrigin> _origins = [];

    /// <summary>Reads the processes that exist. A command line that can block is read like others: see <see cref="GuardedReader"/>.</summary>
    internal ProcessOrigins(ProcRoot root)
    {
        ReadBuffer buffer = new();
        List<int> ids = [];
        if (root.Open(".\0"u8, isDirectory: true, out int descriptor) == ReadStatus.Ok) _ = NumberedEntries.List(descriptor, buffer, ids);
        using GuardedReader guard = new();
        foreach (int id in ids) new SeenProcess(id, _origins).Read(root, buffer, guard);
        guard.ReadAll();
    }

    /// <summary>Begins without processes.</summary>
    internal ProcessOrigins()
    {
    }

    /// <summary>Processes that are known, with their parents.</summary>
    internal IEnumerable<(int Id, ProcessOrigin Origin)> All => _origins.Select(entry => (entry.Key, entry.Value));

    /// <summary>Takes note of a process that exists, unless it is known.</summary>
    internal void Note(int id, int parent, Comm name, byte[] command, bool isTruncated)
    {
        byte[] cut = command.Length > ExecProgram.MostCommand ? command[..ExecProgram.MostCommand] : command;
        _ = _origins.TryAdd(id, new ProcessOrigin(ProcessOrigin.NameOf(name, cut), cut, isTruncated || command.Length > cut.Length, parent));
    }

    /// <summary>Takes note of an event, and returns what is known of its process at the event.</summary>
    internal ProcessOrigin Note(ProcessRecord record)
    {
        ProcessOrigin? parent = record.ParentId is int id ? _origins.GetValueOrDefault(id) : null;
        ProcessOrigin? known = record is StartRecord ? null : _origins.GetValueOrDefault(record.Id);

        // A child that has not executed anything has the command line of its parent.
        ProcessOrigin origin = record is ExecRecord exec
            ? new ProcessOrigin("", exec.Command, exec.IsCommandCut, record.ParentId)
            : known ?? (parent is null ? ProcessOrigin.Unknown : new ProcessOrigin(parent.Name, parent.Command, parent.IsCommandCut, record.ParentId));
        origin = (origin with { ParentId = record.ParentId ?? known?.ParentId, ParentName = parent?.Name ?? known?.ParentName }).WithName(record.Name);
        if (record is ExitRecord) _ = _origins.Remove(record.Id);
        else _origins[record.Id] = origin;
        return origin;
    }

    /// <summary>A process whose command line is being read.</summary>
    private sealed class SeenProcess(int id, Dictionary<int, ProcessOrigin> origins) : IGuardedCaller
    {
        private Comm _name;
        private int _parent;

        internal void Read(ProcRoot root, ReadBuffer buffer, GuardedReader guard)
        {
            ProcDirectory directory = new(root, id);
            if (directory.Read(buffer, out ProcStat stat) == ReadStatus.Ok)
            {
                _name = stat.Comm;
                _parent = stat.ParentId;
                origins[id] = new ProcessOrigin(ProcessOrigin.NameOf(_name, null), null, IsCommandCut: false, _parent);
                if (directory.Open("cmdline\0"u8, isDirectory: false, out int descriptor) == ReadStatus.Ok) guard.Add(this, descriptor, GuardedReader.Short);
            }

            directory.Dispose();
        }

        int IGuardedCaller.Accept(ReadStatus status, ReadOnlySpan<byte> content)
        {
            byte[] command = content[..Math.Min(content.Length, ExecProgram.MostCommand)].ToArray();
            if (status == ReadStatus.Ok)
                origins[id] = new ProcessOrigin(ProcessOrigin.NameOf(_name, command), command, content.Length > command.Length, _parent);
            return content.Length;
        }
    }
}
