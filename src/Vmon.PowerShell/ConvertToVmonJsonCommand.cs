using System.Collections;
using System.Management.Automation;
using Vmon.PowerShell.Json;

namespace Vmon.PowerShell;

/// <summary>ConvertTo-VmonJson: each object as one line of JSON, for jq, log collectors and databases.</summary>
[Cmdlet(VerbsData.ConvertTo, "VmonJson")]
[OutputType(typeof(string))]
public sealed class ConvertToVmonJsonCommand : PSCmdlet
{
    private readonly JsonLine _line = new();

    /// <summary>The objects to convert. A collection is converted item by item.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? InputObject { get; set; }

    /// <summary>Writes the lines.</summary>
    protected override void ProcessRecord()
    {
        if (JsonScalars.Unwrapped(InputObject) is IEnumerable items and not (string or IDictionary))
            foreach (object? item in items) WriteObject(_line.Of(item));
        else
            WriteObject(_line.Of(InputObject));
    }
}
