using Vmon.Parsing.Processes;

namespace Vmon.Tests.Engine.Parsing.Processes;

public class TerminalNameTests
{
    [Theory]
    [InlineData(0, null)]
    [InlineData((4 << 8) | 1, "tty1")]
    [InlineData((4 << 8) | 63, "tty63")]
    [InlineData((4 << 8) | 64, "ttyS0")]
    [InlineData((4 << 8) | 67, "ttyS3")]
    [InlineData(34819, "pts/3")]
    [InlineData((137 << 8) | 1, "pts/257")]
    [InlineData((136 << 8) | 0x100000 | 0x05, "pts/261")]
    [InlineData((5 << 8) | 1, "5:1")]
    [InlineData((204 << 8) | 64, "204:64")]
    [InlineData(unchecked((int)0xfff088ff), "pts/1048575")]
    public void Of_without_drivers_names_well_known_terminals(int device, string? name) => Assert.Equal(name, TerminalName.Of(device, drivers: null));

    [Theory]
    [InlineData(48132, "ttyUSB4")]
    [InlineData(52288, "ttyAMA0")]
    [InlineData(58624, "hvc0")]
    [InlineData(1281, "console")]
    [InlineData(1088, "sclp_line0")]
    [InlineData(34816, "pts/0")]
    [InlineData(42496, "ttyACM0")]
    [InlineData((4 << 8) | 65, "4:65")]
    [InlineData((4 << 8) | 1, "tty1")]
    [InlineData((5 << 8) | 3, "ttyprintk")]
    [InlineData((6 << 8) | 0, "6:0")]
    public void Of_with_drivers_names_terminals_by_driver(int device, string name) => Assert.Equal(name, TerminalName.Of(device, TerminalDrivers.Parse(
        """
        /dev/console         /dev/console    5       1 system:console
        ttyprintk            /dev/ttyprintk   5       3 console
        sclp_line            /dev/sclp_line  4      64 system
        ttyUSB               /dev/ttyUSB   188 0-511 serial
        ttyACM               /dev/ttyACM   166 0-255 serial
        ttyAMA               /dev/ttyAMA   204 64-77 serial
        hvc                  /dev/hvc      229 0-7 system
        pty_slave            /dev/pts      136 0-1048575 pty:slave
        damaged              /dev/tty        6 x-3 serial
        damaged              tty        6 0-3 serial

        """u8)));
}
