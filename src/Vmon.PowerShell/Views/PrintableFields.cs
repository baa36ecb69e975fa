using System.Collections;
using System.Management.Automation;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Views;

/// <summary>The texts of the list views that come from processes; nothing, and not a dash, where there is none.</summary>
public sealed class PrintableFields(PSMemberInfoCollection<PSPropertyInfo> properties)
{
    /// <summary>Name of a process.</summary>
    public object? ProcessName => Of(nameof(ProcessSample.ProcessName));

    /// <summary>The process of an end of a pipe.</summary>
    public object? Process => Of(nameof(PipeEnd.Process));

    /// <summary>Session of a sample.</summary>
    public object? Session => Of(nameof(ProcessSample.Session));

    /// <summary>Executable of a process; where a control group is.</summary>
    public object? Path => Of(nameof(ProcessSample.Path));

    /// <summary>Command line of a process.</summary>
    public object? CommandLine => Of(nameof(ProcessSample.CommandLine));

    /// <summary>Its words.</summary>
    public object? Arguments => Of(nameof(ProcessSample.Arguments));

    /// <summary>User of a process.</summary>
    public object? UserName => Of(nameof(ProcessSample.UserName));

    /// <summary>Control group of a process.</summary>
    public object? CgroupPath => Of(nameof(ProcessSample.CgroupPath));

    /// <summary>All of its control groups.</summary>
    public object? Cgroups => Of(nameof(ProcessSample.Cgroups));

    /// <summary>Controllers of a control group.</summary>
    public object? Controllers => Of(nameof(ProcessCgroup.Controllers));

    /// <summary>Name of a control group, or of a session.</summary>
    public object? Name => Of(nameof(ProcessCgroup.Name));

    /// <summary>The /proc that a session samples.</summary>
    public object? ProcRoot => Of(nameof(VmonSession.ProcRoot));

    /// <summary>What was refused of its tree.</summary>
    public object? RefusedPath => Of(nameof(VmonSession.RefusedPath));

    /// <summary>Parent of a node.</summary>
    public object? Parent => Of(nameof(ProcessTreeNode.Parent));

    /// <summary>Children of a node.</summary>
    public object? Children => Of(nameof(ProcessTreeNode.Children));

    /// <summary>What an open file leads to.</summary>
    public object? Target => Of(nameof(OpenFile.Target));

    /// <summary>The socket that it is.</summary>
    public object? Socket => Of(nameof(OpenFile.Socket));

    /// <summary>What else the kernel tells of it.</summary>
    public object? Info => Of(nameof(OpenFile.Info));

    /// <summary>Who writes to a pipe.</summary>
    public object? Writers => Of(nameof(Pipe.Writers));

    /// <summary>Who reads from it.</summary>
    public object? Readers => Of(nameof(Pipe.Readers));

    /// <summary>Who is at the other end of a socket.</summary>
    public object? Peers => Of(nameof(SocketInfo.Peers));

    /// <summary>Address of a socket.</summary>
    public object? LocalAddress => Of(nameof(SocketInfo.LocalAddress));

    /// <summary>Address that it is connected to.</summary>
    public object? RemoteAddress => Of(nameof(SocketInfo.RemoteAddress));

    // A text, or a list of texts.
    private object? Of(string name) => properties.Value(name) switch
    {
        null => null,
        string text => PrintableText.Of(text),
        IDictionary pairs => pairs.Keys.Cast<object>().Select(key => PrintableText.Of($"{key}: {pairs[key]}")).ToArray(),
        object value when LanguagePrimitives.GetEnumerable(value) is { } items => items.Cast<object>().Select(item => PrintableText.Of(item.ToString())).ToArray(),
        object value => PrintableText.Of(value.ToString()),
    };
}
