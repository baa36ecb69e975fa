using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>The cells of the view of open files.</summary>
public static class FileColumns
{
    /// <summary>Name of the process.</summary>
    public static string Name(PSObject instance) => PrintableText.Of(Of(instance).ProcessName);

    /// <summary>What it was opened for.</summary>
    public static string Access(PSObject instance) => Of(instance).Access switch
    {
        DescriptorAccess.Read => "r",
        DescriptorAccess.Write => "w",
        DescriptorAccess.ReadWrite => "rw",
        DescriptorAccess.None => "-",
        _ => "?",
    };

    /// <summary>The target; of a socket, what it is connected to.</summary>
    public static string Target(PSObject instance)
    {
        OpenFile file = Of(instance);
        if (file.Socket is SocketInfo socket) return PrintableText.Of(socket.ToString());
        return file.Target is null ? "denied" : PrintableText.Of(file.Target);
    }

    private static OpenFile Of(PSObject instance) => (OpenFile)instance.BaseObject;
}
