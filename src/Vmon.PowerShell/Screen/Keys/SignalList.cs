using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Screen.Keys;

/// <summary>The signals that can be chosen: those of signal(7), without the real-time ones.</summary>
internal static class SignalList
{
    private const int Last = 31;

    private static readonly Signals[] All = [.. Enumerable.Range(1, Last).Select(static number => (Signals)(1UL << (number - 1)))];

    internal static readonly string[] Names = [.. All.Select(static signal => $"{SignalName.Number(signal),2} {SignalName.Of(signal)}")];

    internal static Signals At(int index) => All[index];

    internal static int IndexOf(Signals signal) => Array.IndexOf(All, signal);
}
