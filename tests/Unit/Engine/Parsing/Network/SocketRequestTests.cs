using Vmon.Parsing.Network;

namespace Vmon.Tests.Engine.Parsing.Network;

public class SocketRequestTests
{
    private const string NoAddresses = "00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000";

    [Theory]
    [InlineData(InternetDiagnostics.V4AndV6, InternetDiagnostics.Tcp, true, "4C000000 12000103 00000000 00000000 0000004A 1F900050 " + NoAddresses + " 02040000 00000000")]
    [InlineData(InternetDiagnostics.V4AndV6, InternetDiagnostics.Tcp, false, "4C000000 12000103 00000000 00000000 00000000 1F900050 " + NoAddresses + " 02040000 00000000")]
    [InlineData(InternetDiagnostics.V6, InternetDiagnostics.Udp, true, "48000000 14000103 00000000 00000000 0A114A00 02040000 1F900050 " + NoAddresses)]
    [InlineData(UnixDiagnostics.Family, 0, true, "28000000 14000103 00000000 00000000 01000000 02040000 00000000 77000000 00000000 00000000")]
    public void Request_has_the_layout_of_its_family(byte family, byte protocol, bool hasDetails, string expected)
    {
        SocketRequest request = new() { Family = family, Protocol = protocol, States = 0x402, LocalPort = 8080, RemotePort = 80, HasDetails = hasDetails };
        Span<byte> bytes = stackalloc byte[SocketRequest.Longest];
        bytes.Fill(0xff);
        int length = request.Write(bytes);
        Assert.Equal(expected.Replace(" ", "", StringComparison.Ordinal), Convert.ToHexString(bytes[..length]));
    }
}
