using System.Text;
using Vmon.Parsing;

namespace Vmon.Tests.Engine.Parsing;

public class OctalEscapesTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("/mnt/data", "/mnt/data")]
    [InlineData("/run/a\\040b\\011c\\012d\\134e\\043f", "/run/a b\tc\nd\\e#f")]
    [InlineData("\\134040", "\\040")]
    [InlineData("\\377", "\u00ff")]
    [InlineData("\\400", "\\400")]
    [InlineData("\\08", "\\08")]
    [InlineData("\\04", "\\04")]
    [InlineData("\\", "\\")]
    public void Decode_reads_three_octal_digits(string text, string expected) => Assert.Equal(expected, Encoding.Latin1.GetString(OctalEscapes.Decode(Encoding.Latin1.GetBytes(text))));
}
