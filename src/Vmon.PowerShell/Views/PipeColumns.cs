using System.Management.Automation;
using System.Text;

namespace Vmon.PowerShell;

/// <summary>The cells of the view of pipes.</summary>
public static class PipeColumns
{
    /// <summary>pipe:[inode], or the path of a FIFO.</summary>
    public static string Name(PSObject instance) => instance.Printable(nameof(Pipe.Name));

    /// <summary>Bytes per second that its writers write.</summary>
    public static string WriteRate(PSObject instance) => Rate(instance, nameof(Pipe.WriteRate), nameof(Pipe.Writers));

    /// <summary>Bytes per second that its readers read.</summary>
    public static string ReadRate(PSObject instance) => Rate(instance, nameof(Pipe.ReadRate), nameof(Pipe.Readers));

    /// <summary>The pipeline, with a heavy arrow where this pipe is in it.</summary>
    public static string Chain(PSObject instance)
    {
        PSObject[] stages = [.. instance.Items(nameof(Pipe.Stages))];
        int? position = instance.Get<int>(nameof(Pipe.Position));
        StringBuilder chain = new();
        for (int i = 0; i < stages.Length; i++)
        {
            if (i > 0) chain.Append(stages.Length > 2 && i == position + 1 ? " ━▶ " : " → ");
            chain.Append(PrintableText.Of(stages[i].ToString()));
        }

        return chain.ToString();
    }

    private static string Rate(PSObject instance, string rate, string ends) =>
        instance.Value(rate) is null && instance.Items(ends).Any(end => end.IsDenied(ProcessWants.IO)) ? "denied" : instance.Bytes(rate);
}
