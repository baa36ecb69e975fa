using System.Reflection;
using System.Text.RegularExpressions;
using Vmon.Kernel.Events;
using Vmon.Tests.Host;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Help;

/// <summary>The examples of help, README and walkthrough, in vmon; tests/Pester/Help.Tests.ps1 and Readme.Tests.ps1 run them in pwsh.</summary>
public sealed partial class ExampleTests
{
    public static TheoryData<string> Documents =>
        [.. Directory.GetFiles(Pages.Folder, "*.md").Append(InRoot("README.md")).Append(InRoot("docs/walkthrough.md")).Where(file => Examples(file).Length > 0).Select(file => Path.GetRelativePath(Repository.Root, file)).Order()];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Examples_run_in_vmon_and_end(string document)
    {
        Assert.SkipWhen(
            document.Contains("Watch-VmonEvent", StringComparison.Ordinal) && !AreEventsPermitted(),
            "Process events are not available. They require root, and the initial PID namespace.");
        using TemporaryDirectory directory = new();
        string script = directory.Combine("examples.ps1");
        string[] examples = Examples(InRoot(document));
        string root = document.Contains("docs/en-US", StringComparison.Ordinal) ? directory.Path : Repository.Root;
        File.WriteAllText(
            script,
            $"$ErrorActionPreference = 'Stop'; Import-Module '{Pester}'; Set-Location '{root}'\n"
            + string.Concat(examples.Select(example => $"& {{\n{example}\n}} 3>$null\nGet-VmonSession | Stop-VmonSession\n'ran'\n")));
        HostResult result = HostProcess.Run("-NoProfile", "-File", script);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(examples.Length, result.Lines.Count(line => line == "ran"));
    }

    private static bool AreEventsPermitted()
    {
        using EventHub hub = new();
        using EventSubscription? events = hub.TrySubscribe(wantsStarts: false);
        return events is not null;
    }

    private static string Pester => typeof(ExampleTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Pester").Value!;

    private static string InRoot(string path) => Path.Combine(Repository.Root, path);

    private static string[] Examples(string file) => [.. Block().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"^```powershell\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
