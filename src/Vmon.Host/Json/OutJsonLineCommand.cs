using System.Management.Automation;

namespace Vmon.Host;

/// <summary>The end of a pipeline whose output is JSON, as Out-Default is of one whose output is text.</summary>
[Cmdlet("Out", "JsonLine")]
internal sealed class OutJsonLineCommand : PSCmdlet
{
    internal static CmdletInfo Info { get; } = new("Out-JsonLine", typeof(OutJsonLineCommand));

    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    [Parameter(Mandatory = true)]
    public JsonLines Writer { get; set; } = null!;

    protected override void ProcessRecord() => Writer.Write(InputObject);
}
