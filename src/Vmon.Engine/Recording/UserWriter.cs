using System.Text;
using Vmon.Model;

namespace Vmon.Recording;

/// <summary>Writes the names of users, each once in a block.</summary>
/// <param name="table">The processes of the host.</param>
internal sealed class UserWriter(ProcessTable table)
{
    private readonly HashSet<long> _known = [];
    private ColumnSet _frame = new();

    private ColumnWriter Column => _frame[(int)FrameColumn.Users];

    /// <summary>Begins a frame.</summary>
    internal void Begin(ColumnSet frame, bool isWhole)
    {
        _frame = frame;
        if (isWhole) _known.Clear();
    }

    /// <summary>Writes the name of a user that the block does not have.</summary>
    internal void Write(long id)
    {
        if (!_known.Add(id)) return;
        Column.Add((ulong)id + 1);
        Column.AddText(Encoding.UTF8.GetBytes(table.Feed.Host.Users?.Of(id) ?? ""));
    }

    /// <summary>Ends the frame.</summary>
    internal void End() => Column.Add(0);
}
