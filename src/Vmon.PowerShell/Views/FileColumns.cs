using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>The cells of the view of open files.</summary>
public static class FileColumns
{
    /// <summary>Name of the process.</summary>
    public static string Name(PSObject instance) => instance.Printable(nameof(OpenFile.ProcessName));

    /// <summary>Name and id of the process.</summary>
    public static string Holder(PSObject instance) => $"{Name(instance)} ({instance.Value(nameof(OpenFile.Id))})";

    /// <summary>What it is, in nine characters.</summary>
    public static string Type(PSObject instance) => instance.Get<FileType>(nameof(OpenFile.Type)) switch
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
    public static string Access(PSObject instance) => instance.Get<DescriptorAccess>(nameof(OpenFile.Access)) switch
    {
        DescriptorAccess.Read => "r",
        DescriptorAccess.Write => "w",
        DescriptorAccess.ReadWrite => "rw",
        DescriptorAccess.None => "-",
        _ => "?",
    };

    /// <summary>The target; of a socket, what it is connected to.</summary>
    public static string Target(PSObject instance) =>
        PrintableText.Of(instance.Text(nameof(OpenFile.Socket)) ?? instance.Text(nameof(OpenFile.Target)) ?? "denied");
}
