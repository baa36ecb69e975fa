using System.Management.Automation;
using System.Management.Automation.Host;
using Vmon.PowerShell.Completion;
using Vmon.PowerShell.Messages;
using Vmon.PowerShell.Parameters;
using Vmon.PowerShell.Sessions;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell;

/// <summary>Stop-VmonProcess: sends a signal to the sampled process, never to one that reuses its PID.</summary>
[Cmdlet(VerbsLifecycle.Stop, "VmonProcess", DefaultParameterSetName = "InputObject", SupportsShouldProcess = true)]
[OutputType(typeof(ProcessSample))]
public sealed class StopVmonProcessCommand : VmonCommand
{
    private readonly HashSet<ProcessIdentity> _signalled = [];
    private ProcessHolder? _holder;

    /// <summary>PIDs of processes on this machine.</summary>
    [Parameter(ParameterSetName = "Id", Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PID", "ProcessId")]
    [ProcessIdTransformation]
    [ArgumentCompleter(typeof(ProcessIdCompleter))]
    public int[]? Id { get; set; }

    /// <summary>
    /// Names of processes. Wildcards are permitted, and never match this PowerShell process. A name without wildcards that no process has
    /// is an error.
    /// </summary>
    [Parameter(ParameterSetName = "Name", Mandatory = true)]
    [Alias("ProcessName")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProcessNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>Process objects from Vmon or Get-Process, or PIDs. A process that reuses the PID of an object is not stopped.</summary>
    [Parameter(ParameterSetName = "InputObject", Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [ProcessReferenceTransformation]
    [ArgumentCompleter(typeof(ProcessIdCompleter))]
    [ValidateNotNullOrEmpty]
    public ProcessReference[]? InputObject { get; set; }

    /// <summary>Signal to send: its name with or without SIG, or its number. SIGTERM, which requests termination, if not specified.</summary>
    [Parameter]
    [SignalTransformation]
    [ArgumentCompleter(typeof(SignalCompleter))]
    public SignalReference Signal { get; set; } = new(Signals.SIGTERM);

    /// <summary>Sends the signal to this PowerShell process without asking for confirmation.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the processes that received the signal: the input object, or otherwise a sample taken just before.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Sends the signal to each process.</summary>
    protected override void ProcessRecord()
    {
        _holder ??= new ProcessHolder(StartLocal());
        IEnumerable<ProcessReference> references = InputObject ?? Id?.Select(id => new ProcessReference(id)) ?? [];
        if (Name is not null) Guard(() => references = Named(Name, _holder));
        foreach (ProcessReference reference in references)
        {
            if (StopToken.IsCancellationRequested) return;
            if (reference.Fault is not null) WriteError(Errors.ProcessNotIdentified(reference));
            else if (reference.Name is not null) WriteError(Errors.NameNotStopped(reference.Name));
            else Guard(() => Stop(reference, _holder));
        }
    }

    private List<ProcessReference> Named(string[] names, ProcessHolder holder)
    {
        NamePatterns patterns = new(names);
        List<ProcessReference> references = [];
        foreach (ProcessSample process in holder.Named(patterns))
        {
            if (process.Id != Environment.ProcessId || patterns.IsNamed(process.ProcessName)) references.Add(new ProcessReference(process));
            else WriteWarning(Warnings.OwnProcessSkipped(process));
        }

        foreach (string name in patterns.Missing) WriteError(Errors.ProcessNotFound(name));
        return references;
    }

    private void Stop(ProcessReference reference, ProcessHolder holder)
    {
        HoldStatus status = holder.Hold(reference, out HeldProcess? held, out ErrorRecord? error);
        using (held)
        {
            if (error is not null)
            {
                if (!IsMoot(status, reference)) Report(error, status, reference.Identity);
                return;
            }

            // It exited after it was held.
            if (holder.Sample(held!.Identity) is not { } process)
            {
                if (!IsMoot(HoldStatus.Exited, reference)) Report(Errors.ProcessExited(reference, parent: null), HoldStatus.Exited, held.Identity);
                return;
            }

            if (!ShouldProcess(ProcessText.WithCommand(process), $"Send {Signal}") || !MayStop(process)) return;
            Send(reference, held, process);
        }
    }

    private void Send(ProcessReference reference, HeldProcess held, ProcessSample process)
    {
        HoldStatus status = held.Send(Signal.Signal);
        if (status != HoldStatus.Ok)
        {
            Report(Errors.NotSignalled(status, reference, process, Signal.Signal), status, held.Identity);
            return;
        }

        _ = _signalled.Add(held.Identity);
        if (ProcessText.Ignores(process, Signal.Signal)) WriteWarning(Warnings.SignalIgnored(process, Signal.Signal));
        if (PassThru) WriteObject(reference.Sample ?? process);
    }

    // A process found by name exited meanwhile, which is not an error unless it was a zombie already.
    private bool IsMoot(HoldStatus status, ProcessReference reference) =>
        Name is not null && status is HoldStatus.Exited or HoldStatus.Replaced && reference.Sample?.State is not (ProcessState.Zombie or ProcessState.Dead);

    // A watch emits a stopped process until it exits and once more after.
    private void Report(ErrorRecord error, HoldStatus status, ProcessIdentity? process)
    {
        bool isOver = status is HoldStatus.Exited or HoldStatus.Replaced && process is { } known && _signalled.Contains(known);
        if (!isOver) WriteError(error);
    }

    private bool MayStop(ProcessSample process)
    {
        if (Force || process.Id != Environment.ProcessId) return true;
        try
        {
            return ShouldContinue($"{ProcessText.WithCommand(process)} is this PowerShell process. Do you want to send it {Signal}?", "Stop this PowerShell process");
        }
        catch (Exception reason) when (reason is HostException or PSInvalidOperationException or NullReferenceException)
        {
            // The host cannot prompt. pwsh throws NullReferenceException if its standard input is closed.
            WriteError(Errors.OwnProcess(process, Signal.Signal));
            return false;
        }
    }
}
