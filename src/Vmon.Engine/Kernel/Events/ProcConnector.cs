namespace Vmon.Kernel.Events;

internal static class ProcConnector
{
    internal static IEventSource? TryOpen() => null;
}
