using System.Management.Automation;
using Vmon.PowerShell.Messages;
using Vmon.PowerShell.Sessions;

namespace Vmon.PowerShell;

/// <summary>Start-VmonSession: starts a named session in this runspace.</summary>
[Cmdlet(VerbsLifecycle.Start, "VmonSession", SupportsShouldProcess = true)]
[OutputType(typeof(VmonSession))]
public sealed class StartVmonSessionCommand : VmonCommand
{
    /// <summary>Name of the session.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = SessionOptions.DefaultName;

    /// <summary>Root directory to sample: the /proc of this machine, of a container, or a captured tree.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string ProcRoot { get; set; } = "/proc";

    /// <summary>Data sets to read of each process in addition to the default ones.</summary>
    [Parameter]
    public ProcessDataSets Include { get; set; }

    /// <summary>Data sets not to read. Default excludes all except /proc/PID/stat and those of -Include.</summary>
    [Parameter]
    public ProcessDataSets Exclude { get; set; }

    /// <summary>Time from one sample to the next: seconds, '500ms', or a TimeSpan.</summary>
    [Parameter]
    [Alias("SampleInterval")]
    [SecondsTransformation]
    [ValidatePositive]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Number of descriptors that may stay open between samples. Half of the soft limit if not specified.</summary>
    [Parameter]
    [WholeNumberTransformation]
    [ValidateRange(0, int.MaxValue)]
    public int? DescriptorBudget { get; set; }

    /// <summary>Reads everything of every process in every sample, also of processes that did not run.</summary>
    [Parameter]
    public SwitchParameter Exact { get; set; }

    /// <summary>Does not use the task stream (a BPF program). Reads the files of each process instead.</summary>
    [Parameter]
    public SwitchParameter NoTaskStream { get; set; }

    /// <summary>Does not use process events (BPF programs at exec and exit, or the process connector).</summary>
    [Parameter]
    public SwitchParameter NoEvent { get; set; }

    /// <summary>Starts the session.</summary>
    protected override void EndProcessing()
    {
        SessionOptions options = new()
        {
            Name = Name,

            // The default path is not resolved by PowerShell drives.
            ProcRoot = MyInvocation.BoundParameters.ContainsKey(nameof(ProcRoot)) ? FileSystemPath(ProcRoot) : ProcRoot,
            DataSets = (ProcessDataSets.Default & ~Exclude) | Include,
            Interval = Interval,
            DescriptorBudget = DescriptorBudget,
            Exact = Exact,
            UseTaskStream = !NoTaskStream,
            UseEvents = !NoEvent,
        };
        if (SessionRegistry.Current.Find(Name) is not null) ThrowTerminatingError(Errors.SessionExists(Name));
        if (!ShouldProcess($"{Name} ({options.ProcRoot})", "Start session")) return;
        try
        {
            VmonSession session = new(options);
            if (SessionRegistry.Current.TryAdd(session))
            {
                WriteVerbose(Verbose.Begins(session, session.DataSets));
                WriteObject(session);
                return;
            }

            session.Dispose();
            ThrowTerminatingError(Errors.SessionExists(Name));
        }
        catch (ExhaustedException reason)
        {
            ThrowTerminatingError(Errors.Exhausted(reason));
        }
        catch (InvalidProcRootException reason)
        {
            ThrowTerminatingError(Errors.InvalidProcRoot(reason, options.ProcRoot));
        }
    }
}
