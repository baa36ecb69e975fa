using System.Management.Automation;
using System.Text;

namespace Vmon.PowerShell;

/// <summary>The cells of the view of pipes.</summary>
public static class PipeColumns
{
    /// <summary>pipe:[inode], or the path of a FIFO.</summary>
    public static string Name(PSObject instance) => PrintableText.Of(Of(instance).Name);

    /// <summary>Bytes per second that its writers write.</summary>
    public static string WriteRate(PSObject instance) => Rate(Of(instance).Writers, Of(instance).WriteRate);

    /// <summary>Bytes per second that its readers read.</summary>
    public static string ReadRate(PSObject instance) => Rate(Of(instance).Readers, Of(instance).ReadRate);

    /// <summary>The pipeline, with a heavy arrow where this pipe is in it.</summary>
    public static string Chain(PSObject instance)
    {
        Pipe pipe = Of(instance);
        StringBuilder chain = new();
        for (int i = 0; i < pipe.Stages.Count; i++)
        {
            if (i > 0) chain.Append(pipe.Stages.Count > 2 && i == pipe.Position + 1 ? " ━▶ " : " → ");
            chain.Append(PrintableText.Of(pipe.Stages[i]));
        }

        return chain.ToString();
    }

    private static string Rate(IReadOnlyList<PipeEnd> ends, double? rate) =>
        rate is null && ends.Any(end => end.Process.Denied.HasFlag(ProcessWants.IO)) ? "denied" : Units.Bytes(rate);

    private static Pipe Of(PSObject instance) => (Pipe)instance.BaseObject;
}
