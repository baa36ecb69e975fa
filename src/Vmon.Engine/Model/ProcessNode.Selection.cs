using Vmon.Sources;

namespace Vmon.Model;

// Whether somebody asked for it; the others are there to know the hierarchy and names.
internal sealed partial class ProcessNode
{
    /// <summary>Why it is in the watch. A thread is there because its process is.</summary>
    internal Membership Membership;

    internal bool IsSelected => Process?.Membership.IncludesThreads ?? Membership.IsActive;

    internal ProcessDataSets DataSets => Process is null ? Membership.DataSets : Process.DataSets & OfThreads;

    /// <summary>What threads have of their own; the rest is their process's.</summary>
    private static ProcessDataSets OfThreads =>
        ProcessDataSets.All & ~(ProcessDataSets.Memory | ProcessDataSets.Command | ProcessDataSets.Pss | ProcessDataSets.Oom | ProcessDataSets.Files);

    /// <summary>Nobody asks any more.</summary>
    internal void Deselect(SamplingContext context)
    {
        context.DataSets = ProcessDataSets.None;
        ForgetUnread(context);
        Membership.ShownSince = 0;
    }

    // What nobody asks for any more must not stay as if it were current, or be paired with a later reading.
    private void ForgetUnread(SamplingContext context)
    {
        if (!context.Reads(ProcessDataSets.Memory)) Memory.Forget(context.Budget);
        if (!context.Reads(ProcessDataSets.IO)) Io.Forget(context.Budget);
        if (!context.Reads(ProcessDataSets.User)) User = default;
        if (Details is null || (Details.DataSets & ~context.DataSets) == 0) return;
        Details.Close(context.Budget);
        Details = null;
    }
}
