using System.Globalization;
using System.Text.Json;
using Vmon.Accounting.Loads;
using Vmon.Bench;

namespace Vmon.Accounting.Network;

/// <summary>What short connections measured themselves.</summary>
/// <param name="Server">PID of the process that served them.</param>
/// <param name="Client">PID of the other.</param>
/// <param name="Bytes">What each of the two received, and sent.</param>
/// <param name="Seconds">How long they took.</param>
/// <param name="Cpu">CPU time of both, in seconds.</param>
internal readonly record struct ConnectionsResult(int Server, int Client, long Bytes, double Seconds, double Cpu)
{
    internal const int Size = 1000;

    /// <summary>Makes connections, one after the other.</summary>
    /// <param name="program">The loads.</param>
    /// <param name="count">How many.</param>
    /// <param name="path">Where.</param>
    /// <param name="whileTheyStay">Called when all are closed, while both processes exist.</param>
    internal static ConnectionsResult Of(LoadProgram program, int count, ConnectionPath path, Action whileTheyStay)
    {
        string[] where = path == ConnectionPath.Loopback ? [] : [NetworkNamespace.Name, NetworkNamespace.Address];
        using SelfMeasuringLoad load = new(program, ["connections", count.ToString(CultureInfo.InvariantCulture), Size.ToString(CultureInfo.InvariantCulture), .. where]);
        load.Begin();
        JsonElement result = load.Result();
        whileTheyStay();
        long bytes = result.GetProperty("bytes").GetInt64();
        if (bytes == 0) throw new PeerException("the connections failed.");
        return new ConnectionsResult(
            result.GetProperty("server").GetInt32(), result.GetProperty("client").GetInt32(), bytes,
            result.GetProperty("seconds").GetDouble(), result.GetProperty("cpu").GetDouble());
    }
}

/// <summary>Between which network namespaces.</summary>
internal enum ConnectionPath
{
    Loopback,
    Namespaces,
}
