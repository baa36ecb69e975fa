using Vmon.Parsing.Processes;

namespace Vmon.Sources.Processes;

/// <summary>The user and group ids of a process, from /proc/PID/status. Immutable; samples share it until an id changes.</summary>
internal sealed class ProcessUser(in ProcStatus status)
{
    private readonly long?[] _ids = Ids(status);

    /// <summary>Null if the line is missing, or the field is not an identifier.</summary>
    internal long? this[StatusField field] => _ids.ElementAtOrDefault(field - StatusField.Uid);

    /// <summary>Whether these are the ids of a status.</summary>
    internal bool IsOf(in ProcStatus status)
    {
        for (int i = 0; i < _ids.Length; i++)
            if (_ids[i] != status[StatusField.Uid + i]) return false;
        return true;
    }

    private static long?[] Ids(in ProcStatus status)
    {
        long?[] ids = new long?[StatusField.Gid_filesystem - StatusField.Uid + 1];
        for (int i = 0; i < ids.Length; i++) ids[i] = status[StatusField.Uid + i];
        return ids;
    }
}
