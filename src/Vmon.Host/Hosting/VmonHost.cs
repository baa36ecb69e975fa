using System.Globalization;
using System.Management.Automation.Host;

namespace Vmon.Host;

/// <summary>The host that the engine sees: no prompts, no nesting.</summary>
internal sealed class VmonHost(PSHostUserInterface ui) : PSHost
{
    public override string Name => "vmon";

    public override Version Version { get; } = typeof(VmonHost).Assembly.GetName().Version!;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override PSHostUserInterface UI => ui;

    /// <summary>What the script gave to <c>exit</c>; null where it did not.</summary>
    internal int? RequestedExitCode { get; private set; }

    public override void SetShouldExit(int exitCode) => RequestedExitCode = exitCode;

    public override void EnterNestedPrompt() => throw new NotSupportedException("vmon is not an interactive shell.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("vmon is not an interactive shell.");

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
