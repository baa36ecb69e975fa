using BenchmarkDotNet.Attributes;
using Vmon.Parsing.Processes;

namespace Vmon.Bench;

/// <summary>Parsing of one /proc file.</summary>
[MemoryDiagnoser]
public class Parsing
{
    private readonly byte[] _stat =
        "1234 (bash) S 1 1234 1234 34816 1234 4194304 1500 99 1 0 100 50 10 5 20 0 1 0 123456 10000000 1200 18446744073709551615 94201000000000 94201000900000 140722000000000 0 0 0 65536 4 65538 1 0 0 17 1 0 0 0 0 0 94201001000000 94201001050000 94201030000000 140722000001000 140722000001005 140722000001005 140722000001007 0\n"u8.ToArray();

    private readonly byte[] _statm = "2441 1200 800 200 0 300 0\n"u8.ToArray();

    private readonly byte[] _io =
        "rchar: 323934931\nwchar: 323929600\nsyscr: 632687\nsyscw: 632675\nread_bytes: 0\nwrite_bytes: 323932160\ncancelled_write_bytes: 0\n"u8.ToArray();

    private readonly byte[] _commandLine = "sh\0-c\0sleep 100; true\0"u8.ToArray();

    [Benchmark]
    public bool Stat() => ProcStat.TryParse(_stat, out _);

    [Benchmark]
    public bool Statm() => ProcStatm.TryParse(_statm, out _);

    [Benchmark]
    public bool Io() => ProcIo.TryParse(_io, out _);

    [Benchmark]
    public string[] CommandLine() => CommandLineParser.Parse(_commandLine);
}
