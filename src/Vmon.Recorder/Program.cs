using Vmon.Recorder.Configuration;

namespace Vmon.Recorder;

/// <summary>vmon-recorder: records the processes of the machine, unattended.</summary>
internal static class Program
{
    private const string Usage =
        """
        Records the processes and the machine to a directory until SIGTERM or SIGINT. SIGHUP reads the configuration file again.

        vmon-recorder [--config FILE] [--path DIRECTORY] [--interval DURATION] [--maximum-age DURATION] [--maximum-size SIZE]
                      [--include NAMES] [--include-thread] [--include-connection] [--exclude-argument] [--trust-seccomp]
        vmon-recorder --help | --version

          --config FILE            Reads NAME = VALUE lines; names are those of the options below. Options override them.
          --path DIRECTORY         Directory of the recording. Default: /var/log/vmon.
          --interval DURATION      Time between samples, such as 5s or 500ms. Default: 5s.
          --maximum-age DURATION   Age after which samples are deleted, such as 28d. Default: none.
          --maximum-size SIZE      Size above which the oldest samples are deleted, such as 1GB. Default: none.
          --include NAMES          Also records these data sets, separated by commas: Status, Scheduler, Cgroup, Namespaces, WaitChannel, Pss, Oom.
          --include-thread         Also records threads.
          --include-connection     Also records sockets, with the open files of processes.
          --exclude-argument       Records programs without their arguments, which may be secret.
          --trust-seccomp          Uses BPF under a seccomp filter. The filter must answer a refused call with an error, not kill.

        Exit codes: 0 stopped, 64 invalid command line, 69 /proc cannot be sampled, 71 out of descriptors or memory,
        73 the directory cannot be written, 78 invalid configuration.
        """;

    private static int Main(string[] arguments)
    {
        Log log = Log.OfProcess();
        CommandLine line;
        try
        {
            line = CommandLine.Parse(arguments);
        }
        catch (SettingException problem)
        {
            log.Error(problem.Message);
            return ExitCode.Usage;
        }

        if (line.WantsHelp || line.WantsVersion)
        {
            Console.WriteLine(line.WantsHelp ? Usage : $"vmon-recorder {typeof(VmonRecorder).Assembly.GetName().Version!.ToString(3)}");
            return ExitCode.Ok;
        }

        if (line.TrustsSeccomp) AppContext.SetSwitch("Vmon.SeccompDoesNotKill", true);
        return Record(line, log);
    }

    private static int Record(CommandLine line, Log log)
    {
        try
        {
            using ServiceManager manager = ServiceManager.OfProcess();
            new RecorderService(line, manager, log).Run(line.ReadOptions());
            return ExitCode.Ok;
        }
        catch (Exception problem) when (CodeOf(problem) is not null)
        {
            log.Error(problem.Message);
            return CodeOf(problem)!.Value;
        }
    }

    private static int? CodeOf(Exception problem) => problem switch
    {
        SettingException => ExitCode.Configuration,
        RecordingException => ExitCode.CannotCreate,
        InvalidProcRootException => ExitCode.Unavailable,
        ExhaustedException => ExitCode.System,
        _ => null,
    };
}
