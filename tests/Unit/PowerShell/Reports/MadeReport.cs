using System.Management.Automation;
using Vmon.PowerShell.Reports;

namespace Vmon.Tests.PowerShell.Reports;

/// <summary>A report of two minutes with known figures, of processes whose names try to act in the page.</summary>
internal static class MadeReport
{
    internal const int Samples = 120;

    internal static string[] HostileNames { get; } =
    [
        "<script>window.hacked=1</script>", "</script><script>window.hacked=1</script>", "<img src=x onerror=window.hacked=1>", "\"onmouseover=window.hacked=1 x=\"", "'-alert(1)-'",
        "\u202egpj.exe", "a\u0007b\u001b[31m", "{{data}}", "__proto__", "constructor",
    ];

    /// <summary>CPU of postgres (10) in a sample.</summary>
    internal static double CpuOfPostgres(int sample) => 20 + (sample % 10);

    internal static void Write(string path, int samples = Samples)
    {
        ReportData report = new(keepsArguments: true);
        for (int i = 0; i < samples; i++)
        {
            DateTimeOffset time = MadeReading.Start.AddSeconds(i);
            TimeSpan? interval = i == 0 ? null : TimeSpan.FromSeconds(1);
            report.AddMachine(Machine(time, interval, i));
            report.Add(Processes(i), time, interval);
        }

        using FileStream file = File.Create(path);
        report.Write(new ReportFacts("<b>db1</b>", "a test", null, "Europe/Berlin", MadeReading.Start), file, CancellationToken.None);
    }

    private static ProcessReading[] Processes(int sample) =>
    [
        new MadeReading(1, "systemd", 0.1, 12 << 20) { In = "init.scope" },
        new MadeReading(10, "postgres", CpuOfPostgres(sample), 300 << 20, 65_536) { Parent = 1, In = "postgresql.service", Command = "/usr/bin/postgres -D /var/lib/postgres" },
        .. sample is >= 30 and <= 60
            ? new ProcessReading[] { new MadeReading(20, "backup", 95, 64 << 20, 5_000_000) { Parent = 1, In = "backup.service", Started = MadeReading.Start.AddSeconds(29.5), Exited = sample == 60, Code = sample == 60 ? 7 : null } }
            : [],
        .. HostileNames.Select((name, i) => new MadeReading(100 + i, name, 1 + i, 1 << 20) { Parent = 10, Command = name, In = name }),
    ];

    private static PSObject Machine(DateTimeOffset time, TimeSpan? interval, int sample)
    {
        PSObject item = new();
        (string Name, object? Value)[] properties =
        [
            (nameof(SystemSample.Timestamp), time), (nameof(SystemSample.Interval), interval), (nameof(SystemSample.CpuCount), 4), (nameof(SystemSample.MemoryTotal), 8L << 30),
            (nameof(SystemSample.MemoryUsed), (2L << 30) + (sample << 20)), (nameof(SystemSample.MemoryAvailable), (6L << 30) - (sample << 20)), (nameof(SystemSample.MemoryFree), 1L << 30),
            (nameof(SystemSample.Uptime), TimeSpan.FromHours(1) + TimeSpan.FromSeconds(sample)), (nameof(SystemSample.OomKills), sample == 59 ? 1L : 0L),
        ];
        foreach ((string name, object? value) in properties) item.Properties.Add(new PSNoteProperty(name, value));
        if (interval is null) return item;
        (string Name, double Value)[] rates =
        [
            (nameof(SystemSample.CpuPercent), 30 + (sample % 20)), (nameof(SystemSample.UserPercent), 20 + (sample % 20)), (nameof(SystemSample.NicePercent), 0), (nameof(SystemSample.SystemPercent), 8),
            (nameof(SystemSample.StealPercent), 0), (nameof(SystemSample.IoWaitPercent), 5), (nameof(SystemSample.CpuPressureSomePercent), sample % 30), (nameof(SystemSample.DiskReadRate), 1e6 + (sample * 1000)),
            (nameof(SystemSample.DiskWriteRate), 5e5), (nameof(SystemSample.NetReceiveRate), 1234), (nameof(SystemSample.NetSendRate), 4321),
        ];
        foreach ((string name, double value) in rates) item.Properties.Add(new PSNoteProperty(name, value));
        return item;
    }
}
