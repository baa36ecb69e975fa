using Vmon.Sampling;

namespace Vmon.Model;

// Whether a node is requested; the others provide hierarchy and names.
internal sealed partial class ProcessNode
{
    /// <summary>Requested itself, by identity or by name.</summary>
    internal MonitorScope? Asked { get; set; }

    /// <summary>Found below a followed process, or part of everything. Kept when another process adopts it.</summary>
    internal MonitorScope? Followed { get; set; }

    internal bool IsSelected => Process?.IncludesThreads ?? (Asked is { IsActive: true } || Followed is { IsActive: true });

    /// <summary>Scope of its children. Null if they are not followed.</summary>
    internal MonitorScope? FollowScope =>
        Asked is { IsActive: true, FollowsChildren: true } ? Asked : Followed is { IsActive: true, FollowsChildren: true } ? Followed : null;

    internal bool IncludesThreads => Asked is { IncludesThreads: true } || Followed is { IncludesThreads: true };

    internal ProcessDataSets DataSets =>
        Process is not null ? Process.DataSets & OfThreads : (Asked?.DataSets ?? ProcessDataSets.None) | (Followed?.DataSets ?? ProcessDataSets.None);

    /// <summary>Number of the sample that first selected it; 0 if it is not selected.</summary>
    internal long ShownSince { get; set; }

    /// <summary>Data sets that threads have of their own. The others belong to their process.</summary>
    private static ProcessDataSets OfThreads =>
        ProcessDataSets.All & ~(ProcessDataSets.Memory | ProcessDataSets.Command | ProcessDataSets.Pss | ProcessDataSets.Oom | ProcessDataSets.Files);

    internal void DropEndedScopes()
    {
        if (Asked is { IsActive: false }) Asked = null;
        if (Followed is { IsActive: false }) Followed = null;
    }

    // Its identity is known only after the first read.
    private void RefuseMistakenScope()
    {
        if (Asked is not { Target.Id: > 0 } || Asked.Target == Identity) return;
        Asked.Node = null;
        Asked = null;
    }

    /// <summary>Not requested any longer.</summary>
    internal void Deselect(SamplingContext context)
    {
        context.DataSets = ProcessDataSets.None;
        ForgetUnread(context);
        ShownSince = 0;
    }

    // A value that is no longer requested must not appear current, or be paired with a later reading.
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
