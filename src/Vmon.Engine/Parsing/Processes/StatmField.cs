namespace Vmon.Parsing.Processes;

/// <summary>The numbers of /proc/PID/statm, in their order.</summary>
internal enum StatmField
{
    Size,
    Resident,
    Shared,
    Text,
    Lib,
    Data,
    Dirty,
}
