using Vmon.Services;

namespace Vmon.Recorder;

/// <summary>vmon-recorder: records the processes of the machine, unattended.</summary>
internal static class Program
{
    private static int Main(string[] arguments) => new ServiceProgram<RecorderOptions>
    {
        Name = "vmon-recorder",
        Summary = "Records the processes and the machine to a directory.",
        Settings = RecorderSettings.Table,
        Failures = [new(typeof(RecordingException), ExitCode.CannotCreate, "the directory cannot be written, or another recorder uses it")],
        Run = static (line, manager, log) => new RecorderService(line, manager, log).Run(),
    }.Main(arguments);
}
