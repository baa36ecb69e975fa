using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace Vmon.Host;

/// <summary>
/// Where the engine's text goes. Output to standard output, all else to standard error, unlike pwsh, which writes warnings among
/// the output: what is piped on is output alone.
/// </summary>
/// <param name="output">Text by the views, and Write-Host's.</param>
/// <param name="messages">Warnings, verbose and debugging messages, errors.</param>
internal sealed class HostInterface(TerminalOutput output, TerminalOutput messages) : PSHostUserInterface
{
    public override PSHostRawUserInterface RawUI { get; } = new RawInterface();

    public override bool SupportsVirtualTerminal => output.IsColored;

    public override void Write(string value) => output.Write(value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => output.Write(value);

    public override void WriteLine(string value) => output.WriteLine(value);

    public override void WriteErrorLine(string value) => messages.WriteLine(value);

    public override void WriteWarningLine(string message) => Say(PSStyle.Instance.Formatting.Warning, "WARNING", message);

    public override void WriteVerboseLine(string message) => Say(PSStyle.Instance.Formatting.Verbose, "VERBOSE", message);

    public override void WriteDebugLine(string message) => Say(PSStyle.Instance.Formatting.Debug, "DEBUG", message);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    public override string ReadLine() => throw NoQuestions();

    public override SecureString ReadLineAsSecureString() => throw NoQuestions();

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        throw NoQuestions();

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        throw NoQuestions();

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw NoQuestions();

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        throw NoQuestions();

    private static HostException NoQuestions() =>
        new("vmon asks no questions: give every parameter, and -Confirm:$false where it would ask for leave.");

    private void Say(string style, string kind, string message) => messages.WriteLine($"{style}{kind}: {message}{PSStyle.Instance.Reset}");
}
