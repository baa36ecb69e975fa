using Vmon.PowerShell.Screen.Frames;

namespace Vmon.PowerShell.Screen.View;

/// <summary>The lines that a frame has in a state of the view. Nothing is formatted here: only those on the screen are.</summary>
internal sealed class Rows
{
    // Deeper levels are drawn as this one.
    private const int Deepest = 63;

    private readonly Forest _forest;
    private readonly ViewState _state;
    private readonly List<Row> _rows;

    private Rows(Forest forest, ViewState state, List<Row> rows)
    {
        _forest = forest;
        _state = state;
        _rows = rows;
    }

    internal Forest Forest => _forest;

    internal int Count => _rows.Count;

    /// <summary>How many processes are shown or folded that have not exited.</summary>
    internal int Accepted { get; private set; }

    /// <summary>The order of a list, to be kept. Null for a tree.</summary>
    internal HeldOrder? Order { get; private set; }

    internal Row this[int index] => _rows[index];

    internal ProcessSample SampleAt(int index) => _forest[_rows[index].Node];

    internal ProcessKey KeyAt(int index) => ProcessKey.Of(SampleAt(index));

    /// <summary>The place of a process. -1 if it has none.</summary>
    internal int IndexOf(ProcessKey? key)
    {
        if (key is not { } wanted) return -1;
        for (int i = 0; i < _rows.Count; i++)
            if (SampleAt(i) is var sample && sample.Identity == wanted.Process && (sample.ThreadId ?? 0) == wanted.Thread) return i;
        return -1;
    }

    /// <summary>The first line that meets the filter, from one on and around the end. That one if none does.</summary>
    internal int AcceptedFrom(int index)
    {
        for (int i = 0; i < _rows.Count; i++)
            if ((index + i) % _rows.Count is var row && _rows[row].IsAccepted) return row;
        return index;
    }

    /// <summary>Makes the lines.</summary>
    /// <param name="forest">The processes.</param>
    /// <param name="state">What the user chose.</param>
    /// <param name="number">Number of the frame.</param>
    /// <param name="earlier">Those of another frame, which are used again if they are the same.</param>
    internal static Rows Of(Forest forest, ViewState state, long number, Rows? earlier = null)
    {
        if (earlier?.Fit(forest, state) == true) return new Rows(forest, state, earlier._rows) { Accepted = earlier.Accepted };
        Rows rows = new(forest, state, new List<Row>(forest.Count));
        if (state.IsTree) rows.AddTree();
        else rows.AddList(number);
        return rows;
    }

    // The lines of a tree without a filter depend on the places of the processes alone.
    private bool Fit(Forest forest, ViewState state) =>
        forest.HasPlacesOf(_forest) && _state.IsTree && state.IsTree && !IsFiltered && !HasFilter(state)
        && _state.Folded == state.Folded && _state.ShowsThreads == state.ShowsThreads && _state.ShowsKernelThreads == state.ShowsKernelThreads;

    private bool Accepts(int node)
    {
        ProcessSample process = _forest[node];
        return (_state.ShowsKernelThreads || process.IsKernelThread != true)
            && (_state.ShowsThreads || !process.IsThread)
            && (_state.User is null || process.UserName == _state.User)
            && _state.Filter.Accepts(process);
    }

    private bool IsFiltered => HasFilter(_state);

    private static bool HasFilter(ViewState state) => state.User is not null || !state.Filter.IsNone;

    // A process that is not accepted is shown if one of its descendants is.
    private void AddTree()
    {
        bool[] isAccepted = new bool[_forest.Count];
        bool[] isShown = new bool[_forest.Count];
        for (int node = 0; node < _forest.Count; node++)
        {
            if (!Accepts(node)) continue;
            if (!_forest[node].HasExited) Accepted++;
            isAccepted[node] = isShown[node] = true;
            if (!IsFiltered) continue;
            for (int above = _forest.ParentOf(node); above >= 0 && !isShown[above]; above = _forest.ParentOf(above)) isShown[above] = true;
        }

        for (int node = 0; node < _forest.Count;)
        {
            if (!isShown[node])
            {
                node++;
                continue;
            }

            int end = _forest.EndOf(node);
            bool hasChildren = isShown.AsSpan((node + 1)..end).Contains(true);
            bool isFolded = hasChildren && _state.Folded.Contains(ProcessKey.Of(_forest[node]));
            _rows.Add(new Row(node, Math.Min(_forest.DepthOf(node), Deepest), 0, IsLast: false, hasChildren, isFolded, isAccepted[node]));
            node = isFolded ? end : node + 1;
        }

        AddLines();
    }

    // From below: a line goes on at the levels where a sibling follows.
    private void AddLines()
    {
        ulong open = 0;
        for (int i = _rows.Count - 1; i >= 0; i--)
        {
            Row row = _rows[i];
            ulong own = 1UL << row.Depth;
            _rows[i] = row with { Lines = open & (own - 1), IsLast = (open & own) == 0 };
            open = (open & (own - 1)) | own;
        }
    }

    private void AddList(long number)
    {
        List<int> accepted = [];
        for (int node = 0; node < _forest.Count; node++)
        {
            if (!Accepts(node)) continue;
            accepted.Add(node);
            if (!_forest[node].HasExited) Accepted++;
        }

        int[] nodes = [.. accepted];
        int[] sorted;
        if (IsKept(number))
        {
            Order = _state.Order!;
            sorted = Order.Sort(_forest, nodes);
        }
        else
        {
            Order = HeldOrder.Of(_forest, nodes, _state.Sort, _state.IsInverted, number, out sorted);
        }

        foreach (int node in sorted) _rows.Add(new Row(node, 0, 0, IsLast: true, HasChildren: false, IsFolded: false, IsAccepted: true));
    }

    private bool IsKept(long number) =>
        _state.Order is { } order && order.Key == _state.Sort && order.IsInverted == _state.IsInverted
        && (_state.Resorting switch
        {
            _ when !order.HasValues => number == order.Number,
            Resorting.OnKey => true,
            Resorting.Sometimes => Math.Abs(number - order.Number) < ViewState.SamplesBetweenOrders,
            _ => number == order.Number,
        });
}
