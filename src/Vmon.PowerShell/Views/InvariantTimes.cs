using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;

namespace Vmon.PowerShell.Views;

/// <summary>
/// The times of Vmon.Types.ps1xml. They remain DateTimeOffset. Without a format, their text is ISO 8601 with a fraction in every culture,
/// so that what Export-Csv writes can be read back.
/// </summary>
public static class InvariantTimes
{
    /// <summary>Start time of a process, of a recording or of a recorder.</summary>
    public static PSObject? StartTime(PSObject item) => Of(item.BaseObject switch
    {
        ProcessSample process => process.StartTime,
        ProcessEvent happened => happened.StartTime,
        VmonRecording recording => recording.StartTime,
        VmonRecorder recorder => recorder.StartTime,
        _ => null,
    });

    /// <summary>Time of a sample.</summary>
    public static PSObject? Timestamp(PSObject item) => Of(item.BaseObject switch
    {
        ProcessSample process => process.Timestamp,
        SystemSample system => system.Timestamp,
        CpuSample cpu => cpu.Timestamp,
        DiskSample disk => disk.Timestamp,
        InterfaceSample one => one.Timestamp,
        FileSystemSample fileSystem => fileSystem.Timestamp,
        Connection connection => connection.Timestamp,
        CgroupSample group => group.Timestamp,
        _ => null,
    });

    /// <summary>End of a recording.</summary>
    public static PSObject? EndTime(PSObject item) => Of((item.BaseObject as VmonRecording)?.EndTime);

    /// <summary>Time of an event.</summary>
    public static PSObject? Time(PSObject item) => Of((item.BaseObject as ProcessEvent)?.Time);

    /// <summary>2026-11-28T07:00:35.1200000+01:00, or the text that a format and a culture specify.</summary>
    public static string Text(PSObject time, params object?[] arguments)
    {
        string? format = arguments.Length > 0 ? arguments[0]?.ToString() : null;
        IFormatProvider? culture = arguments.Length > 1 ? arguments[1] as IFormatProvider : null;
        return ((DateTimeOffset)time.BaseObject).ToString(string.IsNullOrEmpty(format) ? "o" : format, culture ?? CultureInfo.CurrentCulture);
    }

    internal static PSObject? Of(DateTimeOffset? time)
    {
        if (time is null) return null;
        PSObject value = new(time.Value);
        value.Members.Add(new TextMethod());
        return value;
    }

    // PowerShell passes the format of -f and of views only to a method that declares two overloads.
    private sealed class TextMethod() : PSCodeMethod(nameof(ToString), typeof(InvariantTimes).GetMethod(nameof(Text)))
    {
        public override Collection<string> OverloadDefinitions => ["string ToString()", "string ToString(string format, IFormatProvider provider)"];

        public override PSMemberInfo Copy() => new TextMethod();
    }
}
