using Vmon.Parsing.Machine;

namespace Vmon.Tests.Engine.Parsing.Machine;

public class InterfaceNamesTests
{
    [Theory]
    [InlineData("lo")]
    [InlineData("eth0.7")]
    [InlineData("eth0:1")]
    [InlineData("vlan7")]
    [InlineData("bond0")]
    [InlineData("team0")]
    [InlineData("br0")]
    [InlineData("br-1a2b3c4d5e6f")]
    [InlineData("docker0")]
    [InlineData("virbr0-nic")]
    [InlineData("veth1a2b3c4")]
    [InlineData("vethabcdef0")]
    [InlineData("cali12345678901")]
    [InlineData("vnet3")]
    [InlineData("tap0")]
    [InlineData("tun0")]
    [InlineData("wg0")]
    [InlineData("dummy0")]
    [InlineData("ifb0")]
    public void IsVirtual_for_loopback_and_interfaces_over_others(string name) => Assert.True(InterfaceNames.IsVirtual(name));

    [Theory]
    [InlineData("eth0")]
    [InlineData("eno1")]
    [InlineData("ens3f0np0")]
    [InlineData("enp3s0")]
    [InlineData("wlan0")]
    [InlineData("wlp2s0")]
    [InlineData("wwan0")]
    [InlineData("ib0")]
    [InlineData("usb0")]
    [InlineData("lan0")]
    [InlineData("lo0")]
    [InlineData("green0")]
    [InlineData("bridge0")]
    [InlineData("")]
    public void IsVirtual_is_false_for_other_names(string name) => Assert.False(InterfaceNames.IsVirtual(name));
}
