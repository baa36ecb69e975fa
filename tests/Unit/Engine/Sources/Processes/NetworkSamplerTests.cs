using Vmon.Kernel.Network;
using Vmon.Sources.Processes;

namespace Vmon.Tests.Engine.Sources.Processes;

public class NetworkSamplerTests
{
    [Fact]
    public void Final_traffic_follows_the_reading_of_the_previous_sample()
    {
        NetworkSampler network = default;
        network.Traffic.Advance(Traffic(10));
        network.Conclude(Traffic(30), isNext: true);
        Assert.Equal((10, 30, true), (network.Traffic.Previous.Counters.Sent, network.Traffic.Current.Counters.Sent, network.Traffic.IsPaired));
    }

    [Fact]
    public void Final_traffic_replaces_the_reading_of_the_same_sample()
    {
        NetworkSampler network = default;
        network.Traffic.Advance(Traffic(10));
        network.Traffic.Advance(Traffic(20));
        network.Conclude(Traffic(30), isNext: false);
        Assert.Equal((10, 30), (network.Traffic.Previous.Counters.Sent, network.Traffic.Current.Counters.Sent));
    }

    [Fact]
    public void Traffic_of_a_new_process_begins_at_zero_only_if_all_of_it_is_counted()
    {
        NetworkSampler whole = default;
        whole.Traffic.Advance(Traffic(10));
        whole.BeginAtBirth();
        Assert.True(whole.Traffic.IsPaired);
        NetworkSampler part = default;
        part.Traffic.Advance(Traffic(10, since: 5));
        part.BeginAtBirth();
        Assert.False(part.Traffic.IsPaired);
    }

    [Fact]
    public void Resting_process_has_not_changed()
    {
        NetworkSampler network = default;
        network.Traffic.Advance(Traffic(10));
        network.Connections.Advance(1);
        network.Traffic.Advance(Traffic(20));
        network.Connections.Advance(1);
        Assert.True(network.HasChanged);
        network.Rest();
        Assert.False(network.HasChanged);
        network.Connections.Advance(2);
        Assert.True(network.HasChanged);
    }

    private static ProcessTraffic Traffic(long sent, long since = 0) => new() { Counters = new TrafficCounters { Sent = sent }, Since = since, Source = NetworkSource.Bpf };
}
