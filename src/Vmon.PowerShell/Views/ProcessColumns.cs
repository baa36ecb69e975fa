using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>The cells of the process view.</summary>
public sealed class ProcessColumns(PSMemberInfoCollection<PSPropertyInfo> properties)
{
    /// <summary>Name of the process; that of a thread hangs below it.</summary>
    public string Name
    {
        get
        {
            string name = properties.Printable(nameof(ProcessSample.ProcessName));
            return properties.Is(nameof(ProcessSample.IsThread)) ? "└" + name : name;
        }
    }

    /// <summary>Name and id, for a wide view.</summary>
    public string Label => $"{Name} ({properties.Value(nameof(ProcessSample.ThreadId)) ?? properties.Value(nameof(ProcessSample.Id))})";

    /// <summary>The state by the name that -eq takes; coloured where it needs attention, and where the process has just started.</summary>
    public string State
    {
        get
        {
            ProcessState? state = properties.Get<ProcessState>(nameof(ProcessSample.State));
            return Ink.Paint(state?.ToString() ?? "?", state switch
            {
                ProcessState.DiskSleep => Ink.Notice,
                ProcessState.Zombie or ProcessState.Dead => Ink.Bad,
                ProcessState.Exited => Ink.Faint,
                _ => properties.Is(nameof(ProcessSample.HasStarted)) ? Ink.Good : null,
            });
        }
    }

    /// <summary>CPU in per cent of a core.</summary>
    public string Cpu => properties.Percent(nameof(ProcessSample.CpuPercent));

    /// <summary>Resident memory.</summary>
    public string Memory => properties.Bytes(nameof(ProcessSample.WorkingSet));

    /// <summary>Bytes per second from storage.</summary>
    public string ReadRate => OrDenied(nameof(ProcessSample.IoReadRate));

    /// <summary>Bytes per second to storage.</summary>
    public string WriteRate => OrDenied(nameof(ProcessSample.IoWriteRate));

    /// <summary>The command line; the name in brackets for what has none.</summary>
    public string Command =>
        CommandText.Short(properties.Text(nameof(ProcessSample.ProcessName)) ?? "", properties.Text(nameof(ProcessSample.CommandLine)));

    /// <summary>Name and command line, for where PowerShell lists the default properties.</summary>
    internal string NamedCommand =>
        CommandText.Named(properties.Text(nameof(ProcessSample.ProcessName)) ?? "", properties.Text(nameof(ProcessSample.CommandLine)));

    private string OrDenied(string rate) =>
        properties.IsDenied(ProcessDataSets.IO) ? "denied" : properties.Bytes(rate);
}
