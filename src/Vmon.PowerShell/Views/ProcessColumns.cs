using System.Globalization;
using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>The cells of the process view: hidden properties, so that the view itself holds no code.</summary>
public static class ProcessColumns
{
    /// <summary>The heading of a sample.</summary>
    public static string Heading(PSObject instance)
    {
        ProcessSample process = Of(instance);
        return string.Create(CultureInfo.InvariantCulture, $"{process.Sample} of session {PrintableText.Of(process.Session)}");
    }

    /// <summary>Name of the process.</summary>
    public static string Name(PSObject instance) => PrintableText.Of(Of(instance).ProcessName);

    /// <summary>State, or that it has ended.</summary>
    public static string State(PSObject instance) => Of(instance) is { IsStale: true } ? "Ended" : Of(instance).State.ToString();

    /// <summary>CPU in per cent of a core.</summary>
    public static string Cpu(PSObject instance) => Units.Percent(Of(instance).CpuPercent);

    /// <summary>Resident memory.</summary>
    public static string Memory(PSObject instance) => Units.Bytes(Of(instance).WorkingSet);

    /// <summary>Bytes per second from storage.</summary>
    public static string ReadRate(PSObject instance) => OrDenied(Of(instance), Of(instance).IoReadRate);

    /// <summary>Bytes per second to storage.</summary>
    public static string WriteRate(PSObject instance) => OrDenied(Of(instance), Of(instance).IoWriteRate);

    /// <summary>The command line; the name in brackets for what has none.</summary>
    public static string Command(PSObject instance)
    {
        ProcessSample process = Of(instance);
        return PrintableText.Of(string.IsNullOrEmpty(process.CommandLine) ? $"[{process.ProcessName}]" : process.CommandLine);
    }

    private static string OrDenied(ProcessSample process, double? rate) =>
        process.Denied.HasFlag(ProcessWants.IO) ? "denied" : Units.Bytes(rate);

    private static ProcessSample Of(PSObject instance) => (ProcessSample)instance.BaseObject;
}
