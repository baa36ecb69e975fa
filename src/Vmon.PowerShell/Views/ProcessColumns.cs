using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>The cells of the process view.</summary>
public static class ProcessColumns
{
    /// <summary>Pid; of a thread its tid.</summary>
    public static int? Id(PSObject instance) => instance.Get<int>(nameof(ProcessSample.ThreadId)) ?? instance.Get<int>(nameof(ProcessSample.Id));

    /// <summary>Name of the process; that of a thread hangs below it.</summary>
    public static string Name(PSObject instance)
    {
        string name = instance.Printable(nameof(ProcessSample.ProcessName));
        return instance.Is(nameof(ProcessSample.IsThread)) ? "└" + name : name;
    }

    /// <summary>Name and id, for a wide view.</summary>
    public static string Label(PSObject instance) => $"{Name(instance)} ({Id(instance)})";

    /// <summary>State; that it has ended, or with a plus that it has come since the sample before.</summary>
    public static string State(PSObject instance)
    {
        if (instance.Is(nameof(ProcessSample.IsStale))) return Ink.Paint(ProcessStateText.Ended, Ink.Faint);
        ProcessState? state = instance.Get<ProcessState>(nameof(ProcessSample.State));
        bool isNew = instance.Is(nameof(ProcessSample.IsNew)) && instance.Get<long>(nameof(ProcessSample.Sample)) > 1;
        return Ink.Paint(ProcessStateText.Of(state, isNew), ProcessStateText.Colour(state, isNew));
    }

    /// <summary>CPU in per cent of a core.</summary>
    public static string Cpu(PSObject instance) => instance.Percent(nameof(ProcessSample.CpuPercent));

    /// <summary>Resident memory.</summary>
    public static string Memory(PSObject instance) => instance.Bytes(nameof(ProcessSample.WorkingSet));

    /// <summary>Bytes per second from storage.</summary>
    public static string ReadRate(PSObject instance) => OrDenied(instance, nameof(ProcessSample.IoReadRate));

    /// <summary>Bytes per second to storage.</summary>
    public static string WriteRate(PSObject instance) => OrDenied(instance, nameof(ProcessSample.IoWriteRate));

    /// <summary>The command line; the name in brackets for what has none.</summary>
    public static string Command(PSObject instance) =>
        CommandText.Short(instance.Text(nameof(ProcessSample.ProcessName)) ?? "", instance.Text(nameof(ProcessSample.CommandLine)));

    /// <summary>Name and command line, for where PowerShell lists the default properties.</summary>
    public static string NamedCommand(PSObject instance) =>
        CommandText.Named(instance.Text(nameof(ProcessSample.ProcessName)) ?? "", instance.Text(nameof(ProcessSample.CommandLine)));

    private static string OrDenied(PSObject instance, string rate) =>
        instance.IsDenied(ProcessWants.IO) ? "denied" : instance.Bytes(rate);
}
