using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

/// <summary>Names, titles and paths with bytes that are invalid or that a terminal would act on. Objects keep all of them.</summary>
public class HostileTextTests : WatchTests
{
    private static readonly byte[][] Texts =
    [
        [0xff], [0x80, 0xc3], [0xed, 0xb2, 0x80], [0xf0, 0x9f, 0xa6], [.. "\e[2J\e]0;x\a"u8], [.. "a\nb\tc\r"u8], [.. ") S 1 ("u8],
        [.. "\u202e\u200b"u8], [.. "grüße"u8, 0xfe], [.. "\\n"u8],
    ];

    [Fact]
    public void ProcessName_Arguments_and_Path_preserve_any_bytes()
    {
        for (int index = 0; index < Texts.Length; index++)
        {
            FakeProcess process = Proc.Add(index + 1);
            process.Name = Texts[index];
            process.CommandLine = [.. Texts[index], 0, .. Texts[^(index + 1)], 0];
            process.Executable = "/bin/\u001b[31m\u202e" + index;
            _ = process.Write();
        }

        ProcessWatch watch = Everything();
        Sample(watch);
        foreach (ProcessSample process in watch.Processes())
        {
            Assert.Equal(Texts[process.Id - 1], ProcText.Encode(process.ProcessName));
            Assert.Equal([Texts[process.Id - 1], Texts[^process.Id]], process.Arguments!.Select(ProcText.Encode));
            Assert.Equal("/bin/\u001b[31m\u202e" + (process.Id - 1), process.Path);
        }

        Assert.Equal(Texts.Length, watch.Processes().Count());
    }
}
