using System.Globalization;
using Vmon.Bench;
using Vmon.Compare.Measuring;
using Vmon.Compare.Peers;
using Vmon.Compare.Terminals;

namespace Vmon.Compare.Keys;

/// <summary>How long Show-Vmon takes from a key until the terminal has what it changed, with sampling going on.</summary>
internal static class KeyTable
{
    private const int Rounds = 12;
    private const int RecordedSamples = 400;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    // In a recording, bars are filled behind a jump.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan RecordedInterval = TimeSpan.FromMilliseconds(100);

    internal static void Print(int count)
    {
        using ProcessLoad load = new("sleeping", count);
        Print("live, a sample each second", KeyTrial.Live, "-Interval 1");
        string recording = Directory.CreateTempSubdirectory("vmon-keys-").FullName;
        try
        {
            Record(recording);
            Print($"in a recording of {RecordedSamples} samples", KeyTrial.Recorded, $"-RecordingPath '{recording}'");
        }
        finally
        {
            Directory.Delete(recording, recursive: true);
        }
    }

    private static void Record(string path)
    {
        using VmonSession session = new(new SessionOptions());
        using VmonRecorder recorder = session.Record(new RecorderOptions { Path = path, Interval = RecordedInterval });
        while (recorder.SampleCount < RecordedSamples) Thread.Sleep(RecordedInterval);
    }

    private static void Print(string what, KeyTrial[] trials, string arguments)
    {
        string script = $"Import-Module '{PeerCatalog.Manifest}'; [Console]::Out.WriteLine(\"pid $PID;\"); Show-Vmon {arguments}";
        using LiveViewShell shell = new(160, 50, script);
        shell.AwaitView();
        bool isLive = trials == KeyTrial.Live;
        List<double>[] times = [.. trials.Select(static _ => new List<double>())];
        Random random = new(1);
        for (int round = -1; round < Rounds; round++)
        {
            for (int i = 0; i < trials.Length; i++)
            {
                // At any moment of the interval.
                Thread.Sleep(random.Next(150, 1150));
                shell.Terminal.AwaitQuiet(isLive ? TimeSpan.Zero : Quiet);
                Func<ScreenText, bool> isReached = shell.Terminal.Look(trials[i].Expect);
                shell.Terminal.Send(trials[i].Keys);
                TimeSpan time = shell.Terminal.Await(trials[i].Name, isReached, Longest);
                if (round >= 0) times[i].Add(time.TotalMilliseconds);
            }
        }

        Console.WriteLine($"\n**{ProcessCount.OfMachine()} processes, {what}**, {Rounds} times each, ms\n");
        Console.WriteLine("| key | median | longest |\n|---|--:|--:|");
        for (int i = 0; i < trials.Length; i++)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {trials[i].Name} | {Median.Of(times[i]):0.0} | {times[i].Max():0.0} |"));
    }
}
