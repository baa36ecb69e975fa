using Vmon.Host;

// Before the engine is touched: it looks once.
Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
Environment.SetEnvironmentVariable("POWERSHELL_DIAGNOSTICS_OPTOUT", "1");
EngineDirectories.Prepare();

return HostRun.Execute(HostOptionsParser.Parse(args, Console.IsInputRedirected));
