using Vmon.Services.Configuration;

namespace Vmon.Services;

/// <summary>A program that is a service: its command line, its help, and the exit codes of its errors.</summary>
internal sealed class ServiceProgram<TOptions>
    where TOptions : class
{
    /// <summary>Its name, as a command.</summary>
    internal required string Name { get; init; }

    /// <summary>What it does: sentences.</summary>
    internal required string Summary { get; init; }

    internal required SettingTable<TOptions> Settings { get; init; }

    /// <summary>The errors that end it, beside those of every service.</summary>
    internal required IReadOnlyList<Failure> Failures { get; init; }

    /// <summary>Runs it until a signal stops it.</summary>
    internal required Action<CommandLine<TOptions>, ServiceManager, Log> Run { get; init; }

    private IEnumerable<Failure> AllFailures => Failures.Concat(Failure.Common);

    /// <summary>Runs it as the command line says.</summary>
    /// <returns>The exit code.</returns>
    internal int Main(string[] arguments)
    {
        Log log = Log.OfProcess(Name);
        CommandLine<TOptions> line;
        try
        {
            line = new CommandLine<TOptions>(Settings, arguments);
        }
        catch (SettingException problem)
        {
            log.Error(problem.Message);
            return ExitCode.Usage;
        }

        if (line.Start.WantsHelp || line.Start.WantsVersion)
        {
            Console.WriteLine(line.Start.WantsHelp ? Help() : $"{Name} {typeof(VmonSession).Assembly.GetName().Version!.ToString(3)}");
            return ExitCode.Ok;
        }

        if (line.Start.TrustsSeccomp) AppContext.SetSwitch("Vmon.SeccompDoesNotKill", true);
        return Serve(line, log);
    }

    private int Serve(CommandLine<TOptions> line, Log log)
    {
        try
        {
            using ServiceManager manager = ServiceManager.OfProcess();
            Run(line, manager, log);
            return ExitCode.Ok;
        }
        catch (Exception problem) when (FailureOf(problem) is not null)
        {
            log.Error(problem.Message);
            return FailureOf(problem)!.Code;
        }
    }

    private Failure? FailureOf(Exception problem) => AllFailures.FirstOrDefault(failure => failure.Type.IsInstanceOfType(problem));

    private string Help()
    {
        IReadOnlyList<(string Option, string Description)> options = [.. Settings.Help(), .. StartOptions.Table.Help()];
        int width = options.Max(static option => option.Option.Length);
        IEnumerable<(int Code, string Meaning)> codes = AllFailures.Select(static failure => (failure.Code, failure.Meaning)).Prepend((ExitCode.Usage, "the command line is not valid")).Prepend((ExitCode.Ok, "stopped by a signal"));
        return $"""
            {Summary} SIGTERM and SIGINT stop it. SIGHUP reads the configuration file again.

            {Name} [OPTION]...

            {Lines(options.Select(option => $"{option.Option.PadRight(width)}  {option.Description}"))}

            Exit codes:

            {Lines(codes.OrderBy(static code => code.Code).Select(static code => $"{code.Code,2}  {code.Meaning}"))}
            """;
    }

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines.Select(static line => "  " + line));
}
