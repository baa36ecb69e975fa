using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;

namespace Vmon.PowerShell.Views;

/// <summary>
/// The properties of Vmon.Types.ps1xml that are points in time. They stay DateTimeOffset, and their text without a format is ISO 8601 with its
/// fraction in every culture: that is what Export-Csv writes and what comes back from a file.
/// </summary>
public static class InvariantTimes
{
    /// <summary>When a process started.</summary>
    public static PSObject? StartTime(PSObject item) => Of(item.BaseObject switch
    {
        ProcessSample process => process.StartTime,
        _ => null,
    });

    /// <summary>When a sample was read.</summary>
    public static PSObject? Timestamp(PSObject item) => Of(item.BaseObject switch
    {
        ProcessSample process => process.Timestamp,
        SystemSample system => system.Timestamp,
        CpuSample cpu => cpu.Timestamp,
        _ => null,
    });

    /// <summary>2026-11-28T07:00:35.1200000+01:00, or what a format and a culture say.</summary>
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

    // PowerShell hands the format of -f and of views only to a method that says it has two overloads.
    private sealed class TextMethod() : PSCodeMethod(nameof(ToString), typeof(InvariantTimes).GetMethod(nameof(Text)))
    {
        public override Collection<string> OverloadDefinitions => ["string ToString()", "string ToString(string format, IFormatProvider provider)"];

        public override PSMemberInfo Copy() => new TextMethod();
    }
}
