using Vmon.Soak;
using Vmon.Soak.Measuring;

if (SoakOptions.Parse(args) is not SoakOptions options)
{
    Console.Error.WriteLine(SoakOptions.Usage);
    return 2;
}

Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
Environment.SetEnvironmentVariable("POWERSHELL_DIAGNOSTICS_OPTOUT", "1");

using SoakRun run = new(options);
run.Execute();
Console.WriteLine(SoakReport.Of(run));
return run.Verdict.IsGood ? 0 : 1;
