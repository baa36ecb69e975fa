namespace Vmon.PowerShell.Screen.View;

/// <summary>Bytes per second that a process receives and sends. Null if the data set was not read, which is not noted as a use of it.</summary>
internal static class NetworkRates
{
    internal static double? Received(ProcessSample process) => IsRead(process) ? process.NetReceiveRate : null;

    internal static double? Sent(ProcessSample process) => IsRead(process) ? process.NetSendRate : null;

    private static bool IsRead(ProcessSample process) => process.DataSets.HasFlag(ProcessDataSets.Network);
}
