using Vmon.Bench;
using Vmon.Compare;
using Vmon.Compare.First;
using Vmon.Compare.Groups;
using Vmon.Compare.Keys;
using Vmon.Compare.Recorders;
using Vmon.Compare.Report;
using Vmon.Compare.Sockets;

if (args is ["--vmon", ..])
{
    VmonSubject.Parse(args).Run();
    return 0;
}

if (args is ["--first"])
{
    VmonFirst.Run();
    return 0;
}

string[] words = args.Length > 0 ? args[1..] : [];
switch (args)
{
    case ["sockets", ..]:
        Console.WriteLine(Machine.Describe());
        foreach (int count in Counts()) SocketTable.Print(count);
        return 0;
    case ["groups", ..]:
        Console.WriteLine(Machine.Describe());
        GroupTable.Print(Number(0, 500));
        return 0;
    case ["keys", ..]:
        Console.WriteLine(Machine.Describe());
        foreach (int count in Counts()) KeyTable.Print(count);
        return 0;
    case ["recorders", ..]:
        Console.WriteLine(Machine.Describe());
        RecorderTable.Print(TimeSpan.FromMinutes(Number(0, 25)), Number(1, 1000), words.ElementAtOrDefault(2) ?? ProcessLoad.Waking);
        return 0;
    default:
        break;
}

if (CompareOptions.Parse(args) is not CompareOptions options)
{
    Console.Error.WriteLine(CompareOptions.Usage);
    return 2;
}

Console.WriteLine(Machine.Describe());
foreach (int count in options.Counts)
{
    using ProcessLoad load = new(options.Load, count, TimeSpan.FromSeconds(options.Interval));
    if (options.IsFirst)
    {
        FirstTable.Print(load, options);
        continue;
    }

    Comparison comparison = new(load, options);
    comparison.Run();
    Console.WriteLine(CostTable.Of(comparison));
    Console.WriteLine(EngineTable.Of(comparison));
}

return 0;

IEnumerable<int> Counts() => words.Length > 0 ? words.Select((_, index) => Number(index, 0)) : [1000, 10000];

int Number(int index, int otherwise) => index < words.Length ? int.Parse(words[index], System.Globalization.CultureInfo.InvariantCulture) : otherwise;
