using System.Management.Automation;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.PowerShell;

public class GetVmonConnectionTests
{
    [Fact]
    public void Ports_address_state_and_process_select_sockets()
    {
        using TcpPair pair = new("127.0.0.1");
        using Shell shell = new();
        Connection client = shell.Run<Connection>("Get-VmonConnection -RemotePort $args[0] -State Established", pair.Port).Single();
        Assert.Equal((pair.ClientPort, Environment.ProcessId), (client.LocalPort, client.OwningProcess));
        Assert.Equal(SocketState.Listen, shell.Run<Connection>("Get-VmonConnection -LocalPort $args[0] -Listening", pair.Port).Single().State);
        Assert.Single(shell.Run<Connection>("Get-VmonConnection -LocalPort $args[0] -RemoteAddress 127.0.0.0/8", pair.Port));
        Assert.Empty(shell.Run<Connection>("Get-VmonConnection -LocalPort $args[0] -RemoteAddress 10.0.0.0/8, 192.168.*", pair.Port));
        Assert.Equal(3, shell.Run<Connection>("$ports = $args[1..2]; Get-VmonConnection -Id $args[0] -Protocol Tcp | Where-Object LocalPort -In $ports", Environment.ProcessId, pair.Port, pair.ClientPort).Length);
        Assert.Empty(shell.Run<Connection>("Get-VmonConnection -Id $args[0] -LocalPort $args[1] -WarningAction Ignore", 1, pair.Port));
        Assert.Empty(shell.Run<Connection>("Get-VmonConnection -LocalPort $args[0] -Protocol Udp", pair.Port));
    }

    [Fact]
    public void Interval_writes_rates()
    {
        using TcpPair pair = new("127.0.0.1");
        using Shell shell = new();
        PSObject client = shell.Run("Get-VmonConnection -RemotePort $args[0] -State Established -Interval 20ms", pair.Port).Single();
        Assert.Equal("Vmon.Connection#Interval", client.TypeNames[0]);
        Assert.Equal((0d, false), (((Connection)client.BaseObject).SendRate, ((Connection)client.BaseObject).IsNew));
    }

    [Fact]
    public void Connection_is_passed_on_as_its_process()
    {
        using TcpPair pair = new("127.0.0.1");
        using Shell shell = new();
        int[] ids = [.. shell.Run<ProcessSample>("$c = Get-VmonConnection -LocalPort $args[0] -Listening; $c | Get-VmonProcess; Get-VmonProcess -InputObject $c", pair.Port).Select(process => process.Id)];
        Assert.Equal([Environment.ProcessId, Environment.ProcessId], ids);
        Assert.Equal(Environment.ProcessId, shell.Run<System.Diagnostics.Process>("Get-VmonConnection -LocalPort $args[0] -Listening | Get-Process -Id { $_.Id }", pair.Port).Single().Id);
    }

    [Fact]
    public void Order_is_by_protocol_and_port()
    {
        using TcpPair pair = new("127.0.0.1");
        using Shell shell = new();
        Connection[] connections = [.. shell.Run<Connection>("Get-VmonConnection")];
        Assert.Equal(connections.OrderBy(one => one.Protocol == "tcp" ? 0 : 1).ThenBy(one => one.Protocol).Select(one => one.Protocol), connections.Select(one => one.Protocol));
        Assert.All(connections.GroupBy(one => one.Protocol), one => Assert.Equal(one.Select(socket => socket.LocalPort).Order(), one.Select(socket => socket.LocalPort)));
    }
}
