namespace Vmon.Accounting.Precision;

/// <summary>CPU usage that a tool showed of a process.</summary>
/// <param name="Id">PID.</param>
/// <param name="From">When the tool began the interval, in ns of CLOCK_MONOTONIC.</param>
/// <param name="To">When it ended the interval.</param>
/// <param name="Percent">CPU usage in percent of one core.</param>
internal readonly record struct Shown(int Id, long From, long To, double Percent);
