using System.Globalization;
using System.Management.Automation;

namespace Vmon.PowerShell.Parameters;

/// <summary>
/// Identifies the process of an object from a job, another machine or a file by its properties. A missing property is unknown; an
/// unreadable or contradictory one is a fault.
/// </summary>
internal static class ProcessProperties
{
    private static readonly string[] Ids = ["Id", "ProcessId", "PID"];
    private static readonly DateTimeFormatInfo DayFirst = new() { ShortDatePattern = "dd/MM/yyyy" };

    /// <summary>Null for an object without an id.</summary>
    internal static ProcessReference? Read(PSObject item)
    {
        (string Name, object Value)[] ids = [.. from name in Ids let value = Value(item, name) where value is not null select (name, value)];
        if (ids.Length == 0) return null;
        foreach ((string name, object value) in ids)
        {
            if (Numeric.ProcessId(value) is null) return Fault(item, $"its {name} '{value}' is not a process identifier");
            if (Numeric.ProcessId(value) != Numeric.ProcessId(ids[0].Value)) return Fault(item, $"its {ids[0].Name} is {ids[0].Value} and its {name} is {value}");
        }

        int id = Numeric.ProcessId(ids[0].Value)!.Value;
        bool isElsewhere = IsFalse(item.Properties["IsLocal"]?.Value) || IsOfAnother(item.Properties["PSComputerName"]?.Value?.ToString());
        object? ticks = Value(item, "StartTicks"), thread = Value(item, "ThreadId"), time = Value(item, "StartTime");
        if (item.Properties["StartTicks"]?.Value is string { Length: 0 }) return Fault(item, "its StartTicks is empty");
        if (ticks is not null && Numeric.Whole(ticks) is null) return Fault(item, $"its StartTicks '{ticks}' is not a whole number");
        long? startTicks = Numeric.Whole(ticks);

        // StartTicks of a thread belong to its process, StartTime does not.
        if (startTicks is not null && thread is not null)
        {
            return Numeric.ProcessId(thread) is int threadId
                ? new ProcessReference(id) { StartTicks = startTicks, IsElsewhere = isElsewhere, ThreadId = threadId }
                : Fault(item, $"its ThreadId '{thread}' is not a thread identifier");
        }

        if (time is null) return new ProcessReference(id) { StartTicks = startTicks, IsElsewhere = isElsewhere };
        return Time(time) is DateTimeOffset started
            ? new ProcessReference(id, started) { StartTicks = startTicks, IsElsewhere = isElsewhere, IsStartAmbiguous = IsAmbiguous(time, started) }
            : Fault(item, $"its StartTime '{time}' is not a culture-invariant date and time, such as 2026-11-28T07:00:35+01:00");
    }

    private static ProcessReference Fault(PSObject item, string fault) => new(item, fault);

    // An empty CSV field is null.
    private static object? Value(PSObject item, string property) =>
        (item.Properties[property]?.Value is PSObject wrapped ? wrapped.BaseObject : item.Properties[property]?.Value) is { } value && value.ToString() is not "" ? value : null;

    private static DateTimeOffset? Time(object value) => value switch
    {
        DateTimeOffset time => time,
        DateTime time => time,
        string text => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out DateTimeOffset time) ? time : null,
        _ => null,
    };

    private static bool IsAmbiguous(object value, DateTimeOffset read) =>
        value is string text && DateTimeOffset.TryParse(text, DayFirst, out DateTimeOffset other) && other != read;

    // PowerShell converts any text to true, also "False", and all CSV values are text. Anything but "True" is not local.
    private static bool IsFalse(object? value) => value?.ToString() is string text && !(bool.TryParse(text, out bool truth) && truth);

    // A job has PSComputerName localhost.
    private static bool IsOfAnother(string? computer) =>
        computer is { Length: > 0 } && computer != "localhost" && !string.Equals(computer, Environment.MachineName, StringComparison.OrdinalIgnoreCase);
}
