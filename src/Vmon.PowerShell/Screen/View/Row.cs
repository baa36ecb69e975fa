namespace Vmon.PowerShell.Screen.View;

/// <summary>One line of the list.</summary>
/// <param name="Node">Index of the process in the forest.</param>
/// <param name="Depth">Level in the tree. 0 in a list.</param>
/// <param name="Lines">A bit for each level at which a line goes on below.</param>
/// <param name="IsLast">Whether no sibling follows.</param>
/// <param name="HasChildren">Whether it can be folded.</param>
/// <param name="IsFolded">Whether it stands for its subtree.</param>
/// <param name="IsAccepted">Whether it meets the filter. If not, a descendant does.</param>
internal readonly record struct Row(int Node, int Depth, ulong Lines, bool IsLast, bool HasChildren, bool IsFolded, bool IsAccepted);
