using Vmon.ProcFs;

namespace Vmon.Sources.Processes;

/// <summary>A file of one thread that stays open between samples.</summary>
internal sealed class ThreadFile(int tid)
{
    internal KeptFile File;

    internal int Tid { get; } = tid;
}
