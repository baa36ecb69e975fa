namespace Vmon.PowerShell.Screen.View;

/// <summary>What a list is sorted by.</summary>
internal enum SortField
{
    Cpu,
    Memory,
    Time,
    Id,
    User,
    State,
    Read,
    Write,
    Receive,
    Send,
    Threads,
    Priority,
    Unit,
    Command,
}

/// <summary>The values that a list is sorted by.</summary>
internal static class SortValue
{
    /// <summary>Whether the largest value is first unless the order is inverted.</summary>
    internal static bool IsLargestFirst(SortField key) => key is SortField.Cpu or SortField.Memory or SortField.Time or SortField.Read or SortField.Write or SortField.Receive or SortField.Send or SortField.Threads;

    /// <summary>The number of a process. Unknown is below zero. Null if the key is a text.</summary>
    internal static double? Number(ProcessSample process, SortField key) => key switch
    {
        SortField.Cpu => process.CpuPercent ?? -1,
        SortField.Memory => process.WorkingSet ?? -1,
        SortField.Time => process.CPU ?? -1,
        SortField.Id => process.Id,
        SortField.Read => process.IoReadRate ?? -1,
        SortField.Write => process.IoWriteRate ?? -1,
        SortField.Receive => NetworkRates.Received(process) ?? -1,
        SortField.Send => NetworkRates.Sent(process) ?? -1,
        SortField.Threads => process.ThreadCount ?? -1,
        SortField.Priority => process.Priority ?? int.MaxValue,
        _ => null,
    };

    internal static string Text(ProcessSample process, SortField key) => key switch
    {
        SortField.User => process.UserName ?? "",
        SortField.State => process.State.ToString(),
        SortField.Unit => process.Unit ?? process.UserUnit ?? "",
        _ => process.ProcessName,
    };
}
