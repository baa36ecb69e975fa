using System.Diagnostics;
using System.Globalization;

namespace Vmon.Fleet.Recordings;

/// <summary>What a recording of many days takes, and what it takes to answer about a moment or a day of it.</summary>
internal static class DaysTable
{
    private const int Sessions = 7;
    private const int Again = 5;

    /// <param name="days">Days that are kept. Two more are recorded.</param>
    /// <param name="processes">Number of processes of the host.</param>
    internal static void Print(int days, int processes)
    {
        string directory = Directory.CreateTempSubdirectory("vmon-days-").FullName;
        try
        {
            int samples = (int)(TimeSpan.FromDays(days + 2) / HostRecording.Interval);
            long start = Stopwatch.GetTimestamp();
            TimeSpan cpu = Environment.CpuUsage.TotalTime;
            long bytes = HostRecording.Write(1, samples, directory, processes, TimeSpan.FromDays(days));
            TimeSpan used = Environment.CpuUsage.TotalTime - cpu;
            Figures.Line("recorded", $"{samples} samples of {processes} processes, every {HostRecording.Interval.TotalSeconds} s, of which {days} days are kept");
            Figures.Line("time and CPU to simulate and write them", $"{Stopwatch.GetElapsedTime(start).TotalSeconds:0} s, {used.TotalSeconds:0} s");
            Figures.Line("size", $"{bytes / 1e6:0} MB");
            Figures.Line("files", $"{Directory.EnumerateFiles(directory, "*.vmon", SearchOption.AllDirectories).Count()}");
            PrintQuestions(Directory.GetDirectories(directory).Single(), days);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static void PrintQuestions(string recording, int days)
    {
        string noon = HostRecording.TimeAfter(TimeSpan.FromDays(2 + (days / 2)) + TimeSpan.FromHours(9.4));
        string day = $"-StartTime {HostRecording.TimeAfter(TimeSpan.FromDays(2 + (days / 2)))} -EndTime {HostRecording.TimeAfter(TimeSpan.FromDays(3 + (days / 2)))}";
        Console.WriteLine("\n| question | answers | first, s | again, s | CPU of the first, s | memory MB |\n|---|--:|--:|--:|--:|--:|");
        foreach (string text in (string[])
        [
            "Get-VmonRecording $Path",
            $"Get-VmonProcess -Path $Path -TimeStamp {noon}",
            $"Get-VmonTree -Path $Path -TimeStamp {noon}",
            $"Watch-VmonProcess -Path $Path -Id 7 {day}",
            $"Watch-VmonProcess -Path $Path -Id 7 {day} -Interval 60 | Where-Object CpuPercent -gt 1",
            $"Watch-VmonEvent -Path $Path -Failed {day}",
        ])
        {
            Question question = new(text);
            QuestionCost cost = Enumerable.Range(0, Sessions).Select(_ => question.Ask(recording, Again)).OrderBy(static cost => cost.Seconds).ElementAt(Sessions / 2);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| `{text}` | {cost.Answers} | {cost.Seconds:0.00} | {cost.AgainSeconds:0.00} | {cost.CpuSeconds:0.00} | {cost.Megabytes:0} |"));
        }
    }
}
