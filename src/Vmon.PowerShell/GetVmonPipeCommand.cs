using System.Management.Automation;
using Vmon.PowerShell.Parameters;

namespace Vmon.PowerShell;

/// <summary>
/// Get-VmonPipe: gets pipes and FIFOs with the processes at both ends. Lists the pipes of the specified processes and their descendants;
/// the other ends are found among all processes.
/// </summary>
[Cmdlet(VerbsCommon.Get, "VmonPipe", DefaultParameterSetName = "Name")]
[OutputType(typeof(Pipe))]
public sealed class GetVmonPipeCommand : SnapshotCommand
{
    private ProcessSelection? _asked;

    /// <summary>Selects only pipes with an end that no readable process holds.</summary>
    [Parameter]
    public SwitchParameter MissingEnd { get; set; }

    private protected override bool WritesSamples => false;

    private protected override bool FollowsChildren => true;

    private protected override bool NeedsFiles => true;

    private protected override ProcessSelection Watched(ProcessSelection asked)
    {
        _asked = asked;
        return ProcessSelection.Everything;
    }

    private protected override ProcessDataSets DataSetsOf(VmonSession session) =>
        session.DataSets | ProcessDataSets.Files | ProcessDataSets.IO | ProcessDataSets.WaitChannel;

    private protected override void Report(ProcessWatch watch, NamePatterns? names)
    {
        if (names is not null)
            foreach (ProcessSample process in watch.Processes()) _ = names.Matches(process.ProcessName);
        base.Report(watch, names);
        ReportDeniedFiles(watch);
        ReportCutFiles(watch);
    }

    private static bool HasMissingEnd(Pipe pipe) => pipe.MissingEnds is not (null or PipeEnds.None);

    // Pipes with a problem first, then those with an end that may be missing, then the others by pipeline.
    private static PipeState Attention(Pipe pipe) => pipe.State switch
    {
        PipeState state and <= PipeState.WriterBlocked => state,
        null when HasMissingEnd(pipe) => PipeState.ReaderWaiting,
        _ => PipeState.Open,
    };

    private protected override void Write(ProcessWatch watch)
    {
        foreach (Pipe pipe in watch.Pipes(_asked).OrderBy(Attention))
            if (!MissingEnd || HasMissingEnd(pipe)) WriteObject(pipe);
    }
}
