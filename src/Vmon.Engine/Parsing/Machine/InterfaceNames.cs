using System.Text.RegularExpressions;

namespace Vmon.Parsing.Machine;

/// <summary>What the name of a network interface tells of it.</summary>
internal static partial class InterfaceNames
{
    /// <summary>
    /// Whether an interface, by its name, is the loopback interface, or counts packets that other interfaces count as well: a VLAN or an alias (eth0.7, eth0:1),
    /// a bond, a bridge, a tunnel, the host's end of the link to a container or virtual machine.
    /// </summary>
    internal static bool IsVirtual(string name) => name == "lo" || name.AsSpan().ContainsAny('.', ':') || Virtual().IsMatch(name);

    [GeneratedRegex(
        "^(?:veth|docker|podman|virbr|cni|cali|cilium|flannel|lxc|lxd|incus|kube|nodelocaldns|azv|eni|gke|tailscale"
        + @"|(?:bond|team|vlan|br|vmbr|ovs|vnet|vif|tap|fwbr|fwln|fwpr|macvlan|macvtap|ipvlan|ipvl|vxlan|geneve|tun|wg|zt|ppp|gre|gretap|erspan|sit|ip6tnl|tunl|ip_vti|ip6_vti|ip6gre"
        + @"|dummy|ifb|nlmon|vrf)[\d_-])",
        RegexOptions.CultureInvariant)]
    private static partial Regex Virtual();
}
