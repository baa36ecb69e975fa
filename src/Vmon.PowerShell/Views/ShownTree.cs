using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>
/// Whether rows come in the order of their tree. The lines to a node are true only below the node that precedes it in the tree: after a sort
/// or a filter they would join rows that do not belong together. PowerShell computes the cells row by row on one thread.
/// </summary>
internal static class ShownTree
{
    [ThreadStatic]
    private static int? _last;

    [ThreadStatic]
    private static bool _isInOrder;

    /// <summary>Takes note of a row, and says whether each row since the last root followed the one that precedes it in the tree.</summary>
    internal static bool IsInOrder(PSMemberInfoCollection<PSPropertyInfo> node)
    {
        int? id = node.Get<int>(nameof(ProcessTreeNode.Id));
        if (id == _last) return _isInOrder;
        int? above = node.Get<int>(nameof(HiddenProperties.Above));
        _isInOrder = above is null || (_isInOrder && above == _last);
        _last = id;
        return _isInOrder;
    }
}
