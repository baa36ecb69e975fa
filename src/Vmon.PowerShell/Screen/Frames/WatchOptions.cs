namespace Vmon.PowerShell.Screen.Frames;

/// <summary>What a watch reads for the view, which the user changes while it runs.</summary>
/// <param name="Threads">Whether it has threads.</param>
/// <param name="More">Data sets beyond those of the view.</param>
internal readonly record struct WatchOptions(bool Threads, ProcessDataSets More);
