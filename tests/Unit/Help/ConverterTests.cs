using System.Diagnostics;
using System.Runtime.InteropServices;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Help;

/// <summary>build/Vmon.Build, as a build runs it.</summary>
public sealed class ConverterTests : IDisposable
{
    private const string Maml = "Vmon.PowerShell.dll-Help.xml";

    private readonly TemporaryDirectory _source = new();
    private readonly TemporaryDirectory _output = new();
    private readonly TemporaryDirectory _views = new();

    public void Dispose()
    {
        _source.Dispose();
        _output.Dispose();
        _views.Dispose();
    }

    [Fact]
    public void Built_help_and_views_equal_what_their_sources_give_byte_for_byte()
    {
        Assert.Equal((0, ""), Convert(Pages.Folder));
        string built = Path.Combine(Repository.Root, "en-US");
        Assert.Equal(Pages.Topics.Select(topic => topic + ".help.txt").Append(Maml).Order(), Names(_output.Path));
        Assert.Equal(Names(_output.Path), Names(built));
        Assert.All(Names(built), name => Assert.Equal(File.ReadAllBytes(_output.Combine(name)), File.ReadAllBytes(Path.Combine(built, name))));
        Assert.Equal(["Vmon.Format.ps1xml", "Vmon.Types.ps1xml"], Names(_views.Path));
        Assert.All(Names(_views.Path), name => Assert.Equal(File.ReadAllBytes(_views.Combine(name)), File.ReadAllBytes(Path.Combine(Repository.Root, name))));
    }

    [Theory]
    [InlineData("## Vmon.PipeIdentity", "## Vmon.PipeIdentities", "No field is declared for 'Vmon.PipeIdentities'")]
    [InlineData("### Signals\n", "### Signal\n", "No field is declared for 'Vmon.ProcessSample' and 'Signal'")]
    [InlineData("## Vmon.PipeIdentity\n\nIdentity of a pipe or FIFO.\n\n<!-- fields -->", "", "No heading has these fields: PipeIdentity.Device, PipeIdentity.Inode")]
    public void Convert_fails_when_headings_and_declared_fields_differ(string right, string wrong, string message)
    {
        string page = Pages.Text("about_Vmon_Objects");
        Assert.Contains(right, page, StringComparison.Ordinal);
        File.WriteAllText(_source.Combine("about_Vmon_Objects.md"), page.Replace(right, wrong, StringComparison.Ordinal));
        (int code, string error) = Convert(_source.Path);
        Assert.Equal(1, code);
        Assert.Matches($@"about_Vmon_Objects\.md\(\d+\): error HELP: {message}", error);
        Assert.Empty(Names(_output.Path));
    }

    [Theory]
    [InlineData("## NOTES", "## NOTE", "Its sections are to be these")]
    [InlineData("### -Name", "### -Nome", "different parameters in this set: Name, Nome")]
    [InlineData("Accept wildcard characters: True", "Wildcards: True", "Its yaml is to have these keys")]
    [InlineData("```powershell", "```pwsh", "An example has one block of powershell")]
    [InlineData("# Get-VmonSession\n", "# Get-VmonSessions\n", "'# Get-VmonSession' is to be its one title")]
    public void Convert_fails_without_output_when_a_page_violates_the_schema(string right, string wrong, string message)
    {
        string page = Pages.Text("Get-VmonSession");
        Assert.Contains(right, page, StringComparison.Ordinal);
        File.WriteAllText(_source.Combine("Get-VmonSession.md"), page.Replace(right, wrong, StringComparison.Ordinal));
        (int code, string error) = Convert(_source.Path);
        Assert.Equal(1, code);
        Assert.Matches($@"Get-VmonSession\.md\(\d+\): error HELP: .*{message}", error);
        Assert.Empty(Names(_output.Path));
    }

    private static IEnumerable<string> Names(string folder) => Directory.GetFiles(folder).Select(file => Path.GetFileName(file)).Order();

    private (int Code, string Error) Convert(string source)
    {
        string dotnet = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet");
        string tool = Path.Combine(Repository.Root, "build", "Vmon.Build", "bin", Repository.Configuration, "net10.0", "Vmon.Build.dll");
        using Process process = Process.Start(new ProcessStartInfo(dotnet, [tool, source, _output.Path, Maml, Path.Combine(Repository.Root, "src", "Vmon.PowerShell", "Views"), _views.Path]) { RedirectStandardError = true })!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error);
    }
}
