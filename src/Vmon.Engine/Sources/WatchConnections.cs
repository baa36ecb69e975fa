using Vmon.Kernel.Network;

namespace Vmon.Sources;

/// <summary>How many TCP connections the processes of a watch have, from a pass over the open files of all processes.</summary>
/// <param name="program">The program of the session.</param>
internal sealed class WatchConnections(SharedProgram<ConnectionIterator> program)
{
    private readonly ConnectionCounts _counts = new();
    private long _sample;
    private bool _isRead;

    /// <summary>How many a process has. Null if unknown.</summary>
    internal long? Of(ProcessIdentity process, SamplingContext context)
    {
        if (_sample != context.SampleNumber)
        {
            _sample = context.SampleNumber;
            _counts.Clear();
            _isRead = program.Open()?.TryRead(_counts, context.State.Cancellation) == true;
        }

        return _isRead ? _counts.Of(process) : null;
    }
}
