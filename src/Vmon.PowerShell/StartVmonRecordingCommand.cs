using System.Management.Automation;
using Vmon.PowerShell.Completion;
using Vmon.PowerShell.Messages;
using Vmon.PowerShell.Sessions;

namespace Vmon.PowerShell;

/// <summary>Start-VmonRecording: records all processes to a directory, in the background.</summary>
[Cmdlet(VerbsLifecycle.Start, "VmonRecording", SupportsShouldProcess = true)]
[OutputType(typeof(VmonRecorder))]
public sealed class StartVmonRecordingCommand : VmonCommand
{
    /// <summary>Directory of the recording. It is created if it does not exist.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Data sets to record in addition to those of the session. Open files are not recorded.</summary>
    [Parameter]
    public ProcessDataSets Include { get; set; }

    /// <summary>Records threads as well.</summary>
    [Parameter]
    public SwitchParameter IncludeThread { get; set; }

    /// <summary>Records the sockets of the machine as well, with the open files of processes, by which the processes that hold them are found.</summary>
    [Parameter]
    public SwitchParameter IncludeConnection { get; set; }

    /// <summary>Time from one sample to the next: seconds, '500ms', or a TimeSpan.</summary>
    [Parameter]
    [Alias("SampleInterval")]
    [SecondsTransformation]
    [ValidatePositive]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Age after which samples are deleted: seconds, '28d', or a TimeSpan.</summary>
    [Parameter]
    [SecondsTransformation]
    public TimeSpan? MaximumAge { get; set; }

    /// <summary>Size of the recording, above which its oldest samples are deleted.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long? MaximumSize { get; set; }

    /// <summary>Records the programs without their arguments, which may be secret.</summary>
    [Parameter]
    public SwitchParameter ExcludeArgument { get; set; }

    /// <summary>The session to use, by name or as an object. The default session if not specified.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [ValidateNotNull]
    public SessionReference? Session { get; set; }

    /// <summary>Starts the recorder.</summary>
    protected override void EndProcessing() => Guard(Start);

    private void Start()
    {
        VmonSession session = Resolve(Session);
        RecorderOptions options = new()
        {
            Path = FileSystemPath(Path),
            DataSets = session.DataSets | Include,
            IncludeThreads = IncludeThread,
            IncludeConnections = IncludeConnection,
            Interval = Interval,
            MaximumAge = MaximumAge,
            MaximumSize = MaximumSize,
            ExcludeArguments = ExcludeArgument,
        };
        if (!ShouldProcess(options.Path, "Start recording")) return;
        try
        {
            VmonRecorder recorder = session.Record(options);
            Started.Recorders.Add(recorder);
            foreach (string warning in recorder.Warnings) WriteWarning(warning);
            WriteObject(recorder);
        }
        catch (RecordingException reason)
        {
            ThrowTerminatingError(Errors.RecordingNotStarted(reason, options.Path));
        }
    }
}
