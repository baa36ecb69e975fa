using System.Management.Automation;
using Vmon.PowerShell.Completion;
using Vmon.PowerShell.Messages;
using Vmon.PowerShell.Sessions;
using Vmon.PowerShell.Syntax;

namespace Vmon.PowerShell;

/// <summary>Base class of cmdlets that sample the machine.</summary>
public abstract class SystemCommand : VmonCommand
{
    /// <summary>Data sets to read in addition to CPU, memory, load, pressure, disks and network interfaces.</summary>
    [Parameter]
    public SystemDataSets Include { get; set; }

    /// <summary>The session to use, by name or as an object. The default session if not specified.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [ValidateNotNull]
    public SessionReference? Session { get; set; }

    /// <summary>Takes samples and writes output.</summary>
    protected override void EndProcessing() => Guard(Watch);

    private void Watch()
    {
        if (RecordingPaths is { } paths)
        {
            if (Session is not null) ThrowTerminatingError(Errors.SessionOfRecording());
            foreach (VmonRecording recording in Open(paths))
            {
                using (recording)
                {
                    if ((Include & ~SystemDataSets.Default) is var missing and not SystemDataSets.None) WriteWarning(Warnings.NotRecorded(recording, missing));
                    Replay(recording);
                }
            }

            return;
        }

        VmonSession session = Resolve(Session);
        SystemDataSets dataSets = DataSets;
        using SystemWatch watch = session.WatchSystem(dataSets);
        long missed = session.MissedSampleCount;
        WriteVerbose(Verbose.Begins(session, dataSets));
        foreach (long number in Run(watch, ScheduleOf(session), FirstWritten))
        {
            SystemSample sample = watch.Current!;
            if (number == 1 && sample.Denied != SystemDataSets.None && SessionRegistry.Current.IsFirstDenial(session))
                WriteWarning(Warnings.Denied(sample.Denied));
            if (number == 1 && SessionRegistry.Current.IsFirstUnread(session, watch.UnreadFiles())) WriteWarning(Warnings.Unread(session, watch.UnreadFiles()));
            if (number >= FirstWritten) WriteObject(sample);
        }
        WriteVerbose(Verbose.Ends(session, watch.SampleNumber, missed));
    }

    /// <summary>The data sets to read: those of properties that the script names, too.</summary>
    private protected SystemDataSets DataSets => SystemDataSets.Default | Include | NamedProperties.After(MyInvocation, isSent: false).Machine;

    /// <summary>Directories of recordings to read instead of this machine. Null for this machine.</summary>
    private protected abstract string[]? RecordingPaths { get; }

    /// <summary>Writes samples of a recording.</summary>
    private protected abstract void Replay(VmonRecording recording);

    /// <summary>Number of the first sample that is written.</summary>
    private protected virtual long FirstWritten => 1;

    /// <summary>Schedule of the samples.</summary>
    private protected abstract SampleSchedule ScheduleOf(VmonSession session);
}
