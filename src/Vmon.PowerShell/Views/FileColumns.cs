using System.Management.Automation;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Views;

/// <summary>The cells of the view of open files.</summary>
public sealed class FileColumns(PSMemberInfoCollection<PSPropertyInfo> properties)
{
    private const string DeletedMark = " (deleted)";

    /// <summary>Name of the process.</summary>
    public string Name => properties.Printable(nameof(OpenFile.ProcessName));

    /// <summary>Name and id of the process.</summary>
    public string Holder => $"{Name} ({properties.Value(nameof(OpenFile.Id))})";

    /// <summary>What it was opened for, by the name that -eq takes.</summary>
    public string Access => properties.Text(nameof(OpenFile.Access)) ?? Units.Unknown;

    /// <summary>Size; empty for what has none.</summary>
    public string Size => properties.Get<long>(nameof(OpenFile.Size)) is long size ? Units.Bytes(size) : "";

    /// <summary>The target, with the mark of a deleted one first, where a narrow table does not cut it off; of a socket, what it is connected to.</summary>
    public string Target
    {
        get
        {
            string target = PrintableText.Of(properties.Text(nameof(OpenFile.Socket)) ?? properties.Text(nameof(OpenFile.Target)) ?? "denied");
            return properties.Is(nameof(OpenFile.IsDeleted)) && target.EndsWith(DeletedMark, StringComparison.Ordinal)
                ? $"{DeletedMark.Trim()} {target[..^DeletedMark.Length]}"
                : target;
        }
    }
}
