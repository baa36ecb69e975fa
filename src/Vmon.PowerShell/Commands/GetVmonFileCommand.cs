using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>Get-VmonFile: the open descriptors of processes, and what is behind them.</summary>
[Cmdlet(VerbsCommon.Get, "VmonFile", DefaultParameterSetName = "Name")]
[OutputType(typeof(OpenFile))]
public sealed class GetVmonFileCommand : ProcessSelectionCommand
{
    /// <summary>Paths, or targets of what has no path, with wildcards. A relative one is below the current location.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    /// <summary>Types; Anonymous and Device stand for several.</summary>
    [Parameter]
    public FileType[]? Type { get; set; }

    /// <summary>Only files that have no name any more, and take up space until they are closed.</summary>
    [Parameter]
    public SwitchParameter Deleted { get; set; }

    /// <summary>Also position, flags and what else fdinfo has, at the cost of a read for each.</summary>
    [Parameter]
    public SwitchParameter IncludeInfo { get; set; }

    /// <summary>Also the descendants.</summary>
    [Parameter]
    public SwitchParameter FollowChildren { get; set; }

    private protected override bool FollowsChildren => FollowChildren;

    private protected override ProcessWants WantsOf(VmonSession session) => ProcessWants.Files | ProcessWants.Command;

    private protected override void Process(VmonSession session, ProcessWatch watch, NamePatterns? names)
    {
        foreach (long _ in Run(watch, new SampleSchedule(session.Interval, Count: 1)))
        {
            Report(watch, names);
            ReportDeniedFiles(watch);
            Write(watch);
        }
    }

    private void Write(ProcessWatch watch)
    {
        FileSelection selection = new()
        {
            Types = (Type ?? []).Aggregate(FileType.Unknown, (all, type) => all | type),
            Path = Path is null ? null : new TargetPatterns([.. Path, .. Path.Where(TargetPatterns.IsRelative).Select(FileSystemPath)]).Matches,
            DeletedOnly = Deleted,
            IncludeInfo = IncludeInfo,
        };
        foreach (OpenFile file in watch.Files(selection))
        {
            if (StopToken.IsCancellationRequested) return;
            WriteObject(file);
        }
    }
}
