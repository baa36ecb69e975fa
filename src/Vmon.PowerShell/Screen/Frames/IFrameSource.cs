namespace Vmon.PowerShell.Screen.Frames;

/// <summary>Where frames come from. Used by one thread.</summary>
internal interface IFrameSource : IDisposable
{
    /// <summary>The frames in memory.</summary>
    Timeline Frames { get; }

    /// <summary>Whether it is a recording, in which the view stands until it is moved.</summary>
    bool IsRecording { get; }

    /// <summary>Name of the host.</summary>
    string HostName { get; }

    /// <summary>Takes the frames that arrived. Returns whether there are any.</summary>
    bool Refresh();

    /// <summary>The frame some samples after another one, or before. The nearest one at the ends. Null if there is none.</summary>
    Frame? Move(Frame from, int samples);

    /// <summary>The last frame, or with a recording the first one.</summary>
    Frame? End(bool isLast);

    /// <summary>Reads something else from now on.</summary>
    void Change(WatchOptions options);
}
