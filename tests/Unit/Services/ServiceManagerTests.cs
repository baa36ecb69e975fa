using System.Diagnostics;
using System.Globalization;
using Vmon.Services;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Services;

public class ServiceManagerTests
{
    [Fact]
    public void Messages_have_the_form_of_sd_notify_on_a_path_and_on_an_abstract_socket()
    {
        using TemporaryDirectory directory = new();
        foreach (string address in (string[])[directory.Combine("notify"), "@vmon-" + Guid.NewGuid().ToString("N")])
        {
            using NotifySocket socket = new(address);
            using ServiceManager manager = new(address, watchdog: null);
            manager.Ready("3 samples");
            Assert.Equal(["READY=1", "STATUS=3 samples"], socket.Receive());
            manager.Alive("a\nb");
            Assert.Equal(["WATCHDOG=1", "STATUS=a b"], socket.Receive());
            manager.SetWatchdog(TimeSpan.FromSeconds(2));
            Assert.Equal(["WATCHDOG_USEC=2000000"], socket.Receive());
            manager.Stopping("Completing");
            Assert.Equal(["STOPPING=1", "STATUS=Completing"], socket.Receive());
        }
    }

    [Fact]
    public void Reloading_has_the_monotonic_time()
    {
        using NotifySocket socket = new("@vmon-" + Guid.NewGuid().ToString("N"));
        using ServiceManager manager = new(socket.Address, watchdog: null);
        long before = Microseconds();
        manager.Reloading();
        string[] lines = socket.Receive();
        Assert.Equal("RELOADING=1", lines[0]);
        Assert.InRange(long.Parse(lines[1]["MONOTONIC_USEC=".Length..], CultureInfo.InvariantCulture), before, Microseconds());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("relative")]
    [InlineData("/nonexistent/notify")]
    public void Messages_without_a_listener_are_no_error(string? address)
    {
        using ServiceManager manager = new(address, watchdog: null);
        manager.Ready("");
    }

    private static long Microseconds() => Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1_000_000);
}
