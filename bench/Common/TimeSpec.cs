namespace Vmon.Bench;

/// <summary>struct timespec of 64-bit Linux.</summary>
internal struct TimeSpec
{
    internal long Seconds;
    internal long Nanoseconds;
}
