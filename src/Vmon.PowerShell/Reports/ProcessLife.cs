namespace Vmon.PowerShell.Reports;

/// <summary>A process of a report: who it is, its birth and its death.</summary>
internal sealed class ProcessLife : UsageEntity
{
    /// <summary>Characters of a command line that are kept.</summary>
    internal const int LongestCommand = 300;

    internal ProcessLife(ProcessReading reading, bool keepsArguments)
        : base(reading.Name)
    {
        Id = reading.Identity.Id;
        ParentId = reading.ParentId;
        StartTime = reading.StartTime;
        FirstSeen = LastSeen = reading.Time;
        IsKernelThread = reading.IsKernelThread;
        Service = reading.Service;
        Command = Shortened(reading.CommandLine, keepsArguments);
    }

    internal int Id { get; }

    internal int ParentId { get; }

    /// <summary>The parent when it was seen first. Null if it is not part of the report.</summary>
    internal ProcessLife? Parent { get; set; }

    internal DateTimeOffset? StartTime { get; }

    internal DateTimeOffset FirstSeen { get; }

    internal DateTimeOffset LastSeen { get; private set; }

    internal bool HasExited { get; private set; }

    /// <summary>When it exited; without events, the time of the sample that does not have it any more.</summary>
    internal DateTimeOffset? ExitTime { get; private set; }

    internal int? ExitCode { get; private set; }

    internal string? ExitSignal { get; private set; }

    internal bool IsKernelThread { get; }

    internal string? Service { get; }

    /// <summary>The program that it executes. Null before its first sample.</summary>
    internal UsageEntity? Program { get; set; }

    /// <summary>The service that it is part of. Null before its first sample.</summary>
    internal UsageEntity? ServiceEntity { get; set; }

    internal string? Command { get; }

    /// <summary>Bytes read from storage. NaN if unknown.</summary>
    internal double Read { get; private set; } = double.NaN;

    internal double Written { get; private set; } = double.NaN;

    internal double Received { get; private set; } = double.NaN;

    internal double Sent { get; private set; } = double.NaN;

    /// <summary>Takes what a sample says of it.</summary>
    internal void Take(ProcessReading reading, in ProcessRates rates, DateTimeOffset time, double seconds)
    {
        Read = Sum(Read, rates.Read * seconds);
        Written = Sum(Written, rates.Write * seconds);
        Received = Sum(Received, rates.Receive * seconds);
        Sent = Sum(Sent, rates.Send * seconds);
        if (!ReferenceEquals(Name, reading.Name)) Name = reading.Name;
        if (!reading.HasExited)
        {
            LastSeen = time;
            return;
        }

        HasExited = true;
        ExitTime = reading.ExitTime ?? time;
        ExitCode = reading.ExitCode;
        ExitSignal = reading.ExitSignal;
    }

    private static double Sum(double sum, double? part) => part is not { } known ? sum : double.IsNaN(sum) ? known : sum + known;

    private static string? Shortened(string? command, bool keepsArguments)
    {
        if (command is null) return null;
        if (!keepsArguments && command.IndexOf(' ', StringComparison.Ordinal) is >= 0 and var end) command = command[..end];
        return command.Length <= LongestCommand ? command : command[..(char.IsHighSurrogate(command[LongestCommand - 1]) ? LongestCommand - 1 : LongestCommand)] + "…";
    }
}

/// <summary>Bytes per second of a process in a sample. Null is unknown.</summary>
internal readonly record struct ProcessRates(double? Read, double? Write, double? Receive, double? Send)
{
    internal static ProcessRates Of(ProcessReading reading) => new(reading.ReadRate, reading.WriteRate, reading.ReceiveRate, reading.SendRate);
}
