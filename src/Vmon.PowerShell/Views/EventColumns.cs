using System.Globalization;
using System.Management.Automation;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Views;

/// <summary>The cells of the view of events. Those that an event does not have are empty.</summary>
public sealed class EventColumns(PSMemberInfoCollection<PSPropertyInfo> properties)
{
    /// <summary>Time of day, to milliseconds.</summary>
    public string Time => properties.Time(nameof(ProcessEvent.Time))?.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture) ?? Units.Unknown;

    /// <summary>What happened, as the name that -eq accepts.</summary>
    public string Kind => properties.Text(nameof(ProcessEvent.Kind)) ?? Units.Unknown;

    /// <summary>Exit code, or the signal without SIG. With a mark for a core dump.</summary>
    public string Exit
    {
        get
        {
            if (!IsExit) return "";
            if (properties.Get<Signals>(nameof(ProcessEvent.ExitSignal)) is not { } signal) return properties.Text(nameof(ProcessEvent.ExitCode)) ?? Units.Unknown;
            return SignalName.Of(signal)["SIG".Length..] + (properties.Is(nameof(ProcessEvent.HasDumpedCore)) ? "+core" : "");
        }
    }

    /// <summary>The same, coloured if the process failed.</summary>
    public string ExitCell => Ink.Paint(Exit, properties.Is(nameof(ProcessEvent.HasFailed)) ? Ink.Bad : null);

    /// <summary>Time from start to exit, in seconds.</summary>
    public string Lifetime => OfExit(Seconds(nameof(ProcessEvent.Lifetime)));

    /// <summary>CPU of its life, in seconds.</summary>
    public string Cpu => OfExit(Seconds(nameof(ProcessEvent.CpuTime)));

    /// <summary>Largest resident memory.</summary>
    public string Memory => OfExit(properties.Bytes(nameof(ProcessEvent.PeakWorkingSet)));

    /// <summary>Name and command line.</summary>
    public string Command => CommandText.Of(properties.Text(nameof(ProcessEvent.ProcessName)) ?? "", properties.Text(nameof(ProcessEvent.CommandLine)));

    private bool IsExit => properties.Get<ProcessEventKind>(nameof(ProcessEvent.Kind)) == ProcessEventKind.Exit;

    private string OfExit(string cell) => IsExit ? cell : "";

    private string Seconds(string name) => Units.Seconds(properties.Get<TimeSpan>(name)?.TotalSeconds);
}
