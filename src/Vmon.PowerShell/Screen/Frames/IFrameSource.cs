namespace Vmon.PowerShell.Screen.Frames;

/// <summary>Where frames come from. Used by one thread. What takes time, it does on a thread of its own, which wakes the view.</summary>
internal interface IFrameSource : IDisposable
{
    /// <summary>The frames in memory.</summary>
    Timeline Frames { get; }

    /// <summary>Whether it is a recording, in which the view stands until it is moved.</summary>
    bool IsRecording { get; }

    /// <summary>Whether a frame that was asked for has not arrived yet.</summary>
    bool IsReading { get; }

    /// <summary>Name of the host.</summary>
    string HostName { get; }

    /// <summary>Data sets that frames have from now on.</summary>
    ProcessDataSets DataSets { get; }

    /// <summary>Takes the frames that arrived. Returns whether there are any.</summary>
    bool Refresh();

    /// <summary>The frame that was asked for and not in memory, once it has arrived: the nearest one if there is none. Null if nothing was asked for, or it has not arrived.</summary>
    Frame? TakeArrived();

    /// <summary>Says which frame is shown, so that those around it are read before they are asked for.</summary>
    void Look(Frame shown);

    /// <summary>The frame some samples after another one, or before. If it is not in memory, it is read, and this is the nearest one that is. Null if there is none.</summary>
    Frame? Move(Frame from, int samples);

    /// <summary>The last frame, or the first one. Null if it is read.</summary>
    Frame? End(bool isLast);

    /// <summary>Reads something else from now on.</summary>
    /// <param name="options">What to read.</param>
    /// <param name="shown">The frame that is shown.</param>
    void Change(WatchOptions options, Frame shown);
}
