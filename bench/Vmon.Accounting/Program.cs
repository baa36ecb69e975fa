using Vmon.Accounting;
using Vmon.Accounting.Closure;
using Vmon.Accounting.Loads;
using Vmon.Accounting.Network;
using Vmon.Accounting.Precision;
using Vmon.Accounting.Storm;
using Vmon.Bench;

if (args is [VmonObserver.Command, ..])
{
    VmonObserver.Run(args);
    return 0;
}

if (args is [NetworkObserver.Command])
{
    NetworkObserver.Run();
    return 0;
}

if (Options.Parse(args) is not Options options)
{
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

Console.WriteLine(Machine.Describe());
try
{
    if (options.Table == "workloads")
    {
        WorkloadTable.Print(options);
        return 0;
    }

    using LoadProgram program = new();
    switch (options.Table)
    {
        case "precision":
            PrecisionTable.Print(program, options);
            return 0;
        case "closure":
            ClosureTable.Print(program, options);
            return 0;
        case "storm":
            StormTable.Print(program, options);
            return 0;
        case "network":
            NetworkTable.Print(program, options);
            return 0;
        default:
            Console.Error.WriteLine(Options.Usage);
            return 2;
    }
}
catch (PeerException failure)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}
