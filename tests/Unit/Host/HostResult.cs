namespace Vmon.Tests.Host;

/// <summary>Output and exit code of vmon.</summary>
internal sealed record HostResult(int ExitCode, string Output, string Error)
{
    internal string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
