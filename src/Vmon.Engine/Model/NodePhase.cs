namespace Vmon.Model;

/// <summary>Where a node is in its life. A vanished one is shown once more, stale, and is removed by the next sample.</summary>
internal enum NodePhase : byte
{
    /// <summary>Named by a directory or a parent, not yet read: it may have gone already, or be hidden.</summary>
    Unseen,
    New,
    Live,
    Stale,
}
