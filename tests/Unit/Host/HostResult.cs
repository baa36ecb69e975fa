namespace Vmon.Tests.Host;

/// <summary>What a run of vmon left.</summary>
internal sealed record HostResult(int ExitCode, string Output, string Error)
{
    internal string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
