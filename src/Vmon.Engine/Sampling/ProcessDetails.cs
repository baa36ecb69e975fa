using Vmon.Proc;

namespace Vmon.Sampling;

/// <summary>The wants of one process that are not read by default, apart from the node so that nobody pays for what was not asked.</summary>
internal sealed class ProcessDetails(ProcessWants wants)
{
    private const ProcessWants Concerned = ProcessWants.All & ~ProcessWants.Default;

    internal SampledText WaitChannel;

    /// <summary>Which of them it was made for.</summary>
    internal ProcessWants Wants { get; } = wants;

    /// <summary>Null where none of them is wanted.</summary>
    internal static ProcessDetails? For(ProcessWants wants) => (wants & Concerned) == 0 ? null : new ProcessDetails(wants & Concerned);

    internal void Sample(ref ProcDirectory directory, SamplingContext context)
    {
        if (context.Wanted(ProcessWants.WaitChannel)) WaitChannel.Sample(ref directory, "wchan\0"u8, context);
    }

    internal ProcessChanges ChangesIn(long sample) => WaitChannel.ChangedIn == sample ? ProcessChanges.WaitChannel : ProcessChanges.None;

    internal ProcessWants Denied => WaitChannel.Status == ReadStatus.Denied ? ProcessWants.WaitChannel : ProcessWants.None;

    internal void Close(DescriptorBudget budget) => WaitChannel.Close(budget);
}
