using System.Text;
using Vmon.Sources.Processes;

namespace Vmon.Recording;

/// <summary>The names of the users of a block. Objects of a sample keep them, and so they keep nothing else of the block.</summary>
internal sealed class RecordedUsers
{
    private readonly Dictionary<long, string> _names = [];

    /// <summary>Reads the new ones of a frame. False if bytes are impossible.</summary>
    internal bool TryRead(ColumnReader column)
    {
        for (ulong user = column.Read(); user != 0; user = column.Read()) _names[(long)user - 1] = Encoding.UTF8.GetString(column.ReadText());
        return !column.IsMalformed;
    }

    /// <summary>Names as objects ask for them.</summary>
    internal UserNames ToNames() => new(TimeProvider.System, TryName);

    private bool TryName(uint user, out string? name)
    {
        name = _names.GetValueOrDefault(user);
        return name is { Length: > 0 };
    }
}
