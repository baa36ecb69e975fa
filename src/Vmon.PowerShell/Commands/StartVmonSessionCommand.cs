using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>Start-VmonSession: starts a named session of this runspace.</summary>
[Cmdlet(VerbsLifecycle.Start, "VmonSession", SupportsShouldProcess = true)]
[OutputType(typeof(VmonSession))]
public sealed class StartVmonSessionCommand : VmonCommand
{
    /// <summary>Its name.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = SessionOptions.DefaultName;

    /// <summary>The /proc to sample: a container's mounted elsewhere, or a captured copy.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string ProcRoot { get; set; } = "/proc";

    /// <summary>What to read of each process beside the default data sets.</summary>
    [Parameter]
    public ProcessDataSets Include { get; set; }

    /// <summary>What not to read; Default for only /proc/PID/stat and what -Include names.</summary>
    [Parameter]
    public ProcessDataSets Exclude { get; set; }

    /// <summary>Time from one sample to the next: seconds, '500ms', or a time span.</summary>
    [Parameter]
    [Alias("SampleInterval")]
    [SecondsTransformation]
    [ValidatePositive]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many descriptors may stay open between samples; half of the soft limit where not given.</summary>
    [Parameter]
    [WholeNumberTransformation]
    [ValidateRange(0, int.MaxValue)]
    public int? DescriptorBudget { get; set; }

    /// <summary>Reads everything of every process at every sample, also of those that have not run meanwhile.</summary>
    [Parameter]
    public SwitchParameter Exact { get; set; }

    /// <summary>Does without the kernel's task stream (a BPF program) where the kernel permits it; schedstat of each process is read instead.</summary>
    [Parameter]
    public SwitchParameter NoTaskStream { get; set; }

    /// <summary>Starts it.</summary>
    protected override void EndProcessing()
    {
        SessionOptions options = new()
        {
            Name = Name,

            // That of this machine is no matter of PowerShell's drives.
            ProcRoot = MyInvocation.BoundParameters.ContainsKey(nameof(ProcRoot)) ? FileSystemPath(ProcRoot) : ProcRoot,
            DataSets = (ProcessDataSets.Default & ~Exclude) | Include,
            Interval = Interval,
            DescriptorBudget = DescriptorBudget,
            Exact = Exact,
            UseTaskStream = !NoTaskStream,
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
