namespace Vmon.Compare.First;

/// <summary>What a first look at all processes takes.</summary>
/// <param name="Whole">From the start of the program to its first sample, wall and CPU time in ms.</param>
/// <param name="Inside">Without the start of its runtime or shell. Null for a tool that only samples once.</param>
/// <param name="Again">Again in the same process. Null for a tool that only samples once.</param>
internal readonly record struct FirstLook((double Wall, double Cpu) Whole, (double Wall, double Cpu)? Inside, (double Wall, double Cpu)? Again);
