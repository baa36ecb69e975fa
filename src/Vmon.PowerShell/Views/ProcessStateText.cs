namespace Vmon.PowerShell;

/// <summary>States in six characters. New and ended ones can be told without colour.</summary>
internal static class ProcessStateText
{
    internal const string Ended = "Ended";

    internal static string Of(ProcessState? state, bool isNew) => isNew ? Word(state) + "+" : Word(state);

    internal static string? Colour(ProcessState? state, bool isNew) => state switch
    {
        ProcessState.DiskSleep => Ink.Notice,
        ProcessState.Zombie or ProcessState.Dead => Ink.Bad,
        _ => isNew ? Ink.Good : null,
    };

    private static string Word(ProcessState? state) => state switch
    {
        ProcessState.Running => "Run",
        ProcessState.Sleeping => "Sleep",
        ProcessState.DiskSleep => "Disk",
        ProcessState.Stopped => "Stop",
        ProcessState.Traced => "Trace",
        ProcessState.Zombie => "Zomb",
        ProcessState.Dead => "Dead",
        ProcessState.Idle => "Idle",
        ProcessState.Parked => "Park",
        ProcessState.Waking => "Wake",
        ProcessState.WakeKill => "Kill",
        _ => "?",
    };
}
