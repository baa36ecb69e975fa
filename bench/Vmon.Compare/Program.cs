using Vmon.Bench;
using Vmon.Compare;
using Vmon.Compare.First;
using Vmon.Compare.Keys;
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

if (args is ["sockets", ..])
{
    Console.WriteLine(Machine.Describe());
    foreach (string count in args.Length > 1 ? args[1..] : ["1000", "10000"]) SocketTable.Print(int.Parse(count, System.Globalization.CultureInfo.InvariantCulture));
    return 0;
}

if (args is ["keys", ..])
{
    Console.WriteLine(Machine.Describe());
    foreach (string count in args.Length > 1 ? args[1..] : ["1000", "10000"]) KeyTable.Print(int.Parse(count, System.Globalization.CultureInfo.InvariantCulture));
    return 0;
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
