namespace Vmon.Model;

/// <summary>Life cycle of a node. A process that exited is shown once more, and removed by the next sample.</summary>
internal enum NodePhase : byte
{
    /// <summary>Named by a directory or a parent, and not read yet. It may have exited already, or be hidden.</summary>
    Unseen,
    New,
    Live,
    Exited,
}
