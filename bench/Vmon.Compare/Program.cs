using Vmon.Bench;
using Vmon.Compare;
using Vmon.Compare.First;
using Vmon.Compare.Report;

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

if (CompareOptions.Parse(args) is not CompareOptions options)
{
    Console.Error.WriteLine(CompareOptions.Usage);
    return 2;
}

Console.WriteLine(Machine.Describe());
foreach (int count in options.Counts)
{
    using ProcessLoad load = new(options.Load, count);
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
