namespace Vmon.Tests.Engine;

/// <summary>Figures of network interfaces from readings with known results. Samples are two seconds apart.</summary>
public class SystemInterfaceTests : SystemSampling
{
    private const string Heading =
        "Inter-|   Receive                                                |  Transmit\n"
        + " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n";

    private const string Then = "  eth0: 1000 10 1 2 3 4 5 6 2000 20 7 8 9 10 11 12\n";

    [Fact]
    public void Figures_of_the_interval_follow_from_two_readings()
    {
        SystemSample sample = After(Then, "  eth0: 5000 30 2 4 3 4 5 6 10000 60 10 12 9 10 11 12\n");
        InterfaceSample one = sample.Interfaces!.Single();
        Assert.Equal(("eth0", true), (one.Name, one.IsInTotal));
        Assert.Equal((4000, 2000, 5000), (one.Receive, one.ReceiveRate, one.ReceiveTotal));
        Assert.Equal((8000, 4000, 10000), (one.Send, one.SendRate, one.SendTotal));
        Assert.Equal((20, 10, 30), (one.ReceivePackets, one.ReceivePacketsRate, one.ReceivePacketsTotal));
        Assert.Equal((40, 20, 60), (one.SendPackets, one.SendPacketsRate, one.SendPacketsTotal));
        Assert.Equal((1, 2, 2, 4), (one.ReceiveErrors, one.ReceiveErrorsTotal, one.ReceiveDrops, one.ReceiveDropsTotal));
        Assert.Equal((3, 10, 4, 12), (one.SendErrors, one.SendErrorsTotal, one.SendDrops, one.SendDropsTotal));
        Assert.Equal((6, 3, 4), (one.MulticastTotal, one.ReceiveFifoErrorsTotal, one.ReceiveFrameErrorsTotal));
        Assert.Equal((9, 11, 10), (one.SendFifoErrorsTotal, one.SendCarrierErrorsTotal, one.CollisionsTotal));
        Assert.Equal((2000, 4000, 10, 20), (sample.NetReceiveRate, sample.NetSendRate, sample.NetReceivePacketsRate, sample.NetSendPacketsRate));
        Assert.Equal((4L, 6L), (sample.NetErrors, sample.NetDrops));
        Assert.True(sample.Changed.HasFlag(SystemChanges.Interfaces));
        Assert.Equal("eth0: 2000 bytes/s received, 4000 bytes/s sent", one.ToString());
    }

    [Fact]
    public void Figures_of_the_interval_are_null_if_the_interface_was_replaced()
    {
        SystemSample sample = After(Then, "  eth0: 500 30 2 4 3 4 5 6 10000 60 10 12 9 10 11 12\n");
        Assert.Null(sample.Interfaces!.Single().SendRate);
        Assert.Null(sample.Interfaces!.Single().SendErrors);
        Assert.Null(sample.NetSendRate);
    }

    [Fact]
    public void A_counter_that_decreased_alone_is_null_for_that_interval()
    {
        InterfaceSample one = After(Then, "  eth0: 5000 30 2 4 3 4 5 6 10000 60 6 12 9 10 11 12\n").Interfaces!.Single();
        Assert.Null(one.SendErrors);
        Assert.Equal(2000, one.ReceiveRate);
    }

    [Fact]
    public void Totals_do_not_count_loopback_and_virtual_interfaces()
    {
        string[] names = ["lo", "eth0", "eth0.7", "bond0", "enp3s0", "docker0", "veth1a2b"];
        SystemSample sample = After(string.Concat(names.Select(name => Line(name, 0))), string.Concat(names.Select(name => Line(name, 600))));
        Assert.Equal(names, sample.Interfaces!.Select(one => one.Name));
        Assert.Equal(["eth0", "enp3s0"], sample.Interfaces!.Where(one => one.IsInTotal).Select(one => one.Name));
        Assert.Equal((600, 600), (sample.NetReceiveRate, sample.NetSendRate));
    }

    [Fact]
    public void Names_that_differ_in_case_are_different_interfaces()
    {
        SystemSample sample = After(Line("eth0", 0) + Line("Eth0", 1000), Line("Eth0", 1200) + Line("eth0", 400));
        Assert.Equal([("Eth0", 100), ("eth0", 200)], sample.Interfaces!.Select(one => (one.Name, one.ReceiveRate)));
    }

    [Fact]
    public void Totals_are_null_with_loopback_alone()
    {
        SystemSample sample = After(Line("lo", 0), Line("lo", 100));
        Assert.Equal(50, sample.Interfaces!.Single().ReceiveRate);
        Assert.Null(sample.NetReceiveRate);
        Assert.Null(sample.NetErrors);
    }

    [Fact]
    public void Interfaces_of_a_captured_tree_are_those_of_process_1_if_it_contains_them()
    {
        Proc["net/dev"] = Heading + Line("lo", 1);
        Proc["1/net/dev"] = Heading + Line("lo", 1) + Line("eth0", 1);
        Assert.Equal(["lo", "eth0"], Take(1).Interfaces!.Select(one => one.Name));
        Proc["1/net/dev"] = null;
        Assert.Equal(["lo"], Take(1).Interfaces!.Select(one => one.Name));
    }

    private static string Line(string name, int count) => $"{name,6}: {count} {count} 0 0 0 0 0 0 {count} {count} 0 0 0 0 0 0\n";

    private new SystemSample After(string then, string now)
    {
        Proc["net/dev"] = Heading + then;
        return Take(2, () => Proc["net/dev"] = Heading + now);
    }
}
