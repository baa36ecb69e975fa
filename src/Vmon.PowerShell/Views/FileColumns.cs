using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>The cells of the view of open files.</summary>
public sealed class FileColumns(PSMemberInfoCollection<PSPropertyInfo> properties)
{
    /// <summary>Name of the process.</summary>
    public string Name => properties.Printable(nameof(OpenFile.ProcessName));

    /// <summary>Name and id of the process.</summary>
    public string Holder => $"{Name} ({properties.Value(nameof(OpenFile.Id))})";

    /// <summary>What it is, in nine characters.</summary>
    public string Type => properties.Get<FileType>(nameof(OpenFile.Type)) switch
    {
        FileType.Regular => "File",
        FileType.SymbolicLink => "Link",
        FileType.CharacterDevice => "CharDev",
        FileType.BlockDevice => "BlockDev",
        FileType.UserFaultFd => "UserFault",
        FileType.OtherAnonymous => "Anonymous",
        FileType type => type.ToString(),
        null => "?",
    };

    /// <summary>What it was opened for.</summary>
    public string Access => properties.Get<DescriptorAccess>(nameof(OpenFile.Access)) switch
    {
        DescriptorAccess.Read => "r",
        DescriptorAccess.Write => "w",
        DescriptorAccess.ReadWrite => "rw",
        DescriptorAccess.None => "-",
        _ => "?",
    };

    /// <summary>Size; empty for what has none.</summary>
    public string Size => properties.Get<long>(nameof(OpenFile.Size)) is long size ? Units.Bytes(size) : "";

    /// <summary>The target; of a socket, what it is connected to.</summary>
    public string Target =>
        PrintableText.Of(properties.Text(nameof(OpenFile.Socket)) ?? properties.Text(nameof(OpenFile.Target)) ?? "denied");
}
