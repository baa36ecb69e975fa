using System.Management.Automation;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Views;

/// <summary>The cells of the process view.</summary>
public sealed class ProcessColumns(PSMemberInfoCollection<PSPropertyInfo> properties)
{
    /// <summary>Name and id, for a wide view; those of a thread hang below its process.</summary>
    public string Label
    {
        get
        {
            string name = properties.Printable(nameof(ProcessSample.ProcessName));
            return properties.Value(nameof(ProcessSample.ThreadId)) is { } thread ? $"└{name} ({thread})" : $"{name} ({properties.Value(nameof(ProcessSample.Id))})";
        }
    }

    /// <summary>Name of the user, or its number if it has no name.</summary>
    public string User => PrintableText.Of(properties.Text(nameof(ProcessSample.UserName)) ?? properties.Text(nameof(ProcessSample.EffectiveUserId)));

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

    /// <summary>CPU of the children that exited, in per cent of a core.</summary>
    public string Child => properties.Percent(nameof(ProcessSample.ChildrenCpuPercent));

    /// <summary>CPU since its start, in seconds.</summary>
    public string CpuSeconds => Units.Seconds(properties.Get<double>(nameof(ProcessSample.CPU)));

    /// <summary>Resident memory.</summary>
    public string Memory => properties.Bytes(nameof(ProcessSample.WorkingSet));

    /// <summary>Bytes per second from storage.</summary>
    public string ReadRate => OrDenied(nameof(ProcessSample.IoReadRate));

    /// <summary>Bytes per second to storage.</summary>
    public string WriteRate => OrDenied(nameof(ProcessSample.IoWriteRate));

    /// <summary>Name and command line, each once; of a thread its name and id, as its command line is its process's.</summary>
    public string Command => properties.Is(nameof(ProcessSample.IsThread))
        ? Label
        : CommandText.Of(properties.Text(nameof(ProcessSample.ProcessName)) ?? "", properties.Text(nameof(ProcessSample.CommandLine)));

    private string OrDenied(string rate) =>
        properties.IsDenied(ProcessDataSets.IO) ? "denied" : properties.Bytes(rate);
}
