using System.Management.Automation;
using System.Text;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Views;

/// <summary>The cells of the view of pipes.</summary>
public sealed class PipeColumns(PSMemberInfoCollection<PSPropertyInfo> properties)
{
    /// <summary>pipe:[inode], or the path of a FIFO.</summary>
    public string Name => properties.Printable(nameof(Pipe.Name));

    /// <summary>Its state by the name that -eq takes; coloured where it needs attention.</summary>
    public string State => properties.Get<PipeState>(nameof(Pipe.State)) switch
    {
        null => Units.Unknown,
        PipeState state and (PipeState.NoReader or PipeState.NoWriter) => Ink.Paint(state.ToString(), Ink.Bad),
        PipeState.WriterBlocked => Ink.Paint(nameof(PipeState.WriterBlocked), Ink.Notice),
        PipeState state => state.ToString(),
    };

    /// <summary>Bytes per second that its writers write.</summary>
    public string WriteRate => Rate(nameof(Pipe.WriteRate), nameof(Pipe.Writers));

    /// <summary>Bytes per second that its readers read.</summary>
    public string ReadRate => Rate(nameof(Pipe.ReadRate), nameof(Pipe.Readers));

    /// <summary>The pipeline, with a heavy arrow where this pipe is in it.</summary>
    public string Chain
    {
        get
        {
            PSObject[] stages = [.. properties.Items(nameof(Pipe.Stages))];
            int? position = properties.Get<int>(nameof(Pipe.Position));
            StringBuilder chain = new();
            for (int i = 0; i < stages.Length; i++)
            {
                if (i > 0) chain.Append(stages.Length > 2 && i == position + 1 ? " ━▶ " : " → ");
                chain.Append(PrintableText.Of(stages[i].ToString()));
            }

            return chain.ToString();
        }
    }

    private string Rate(string rate, string ends) =>
        properties.Value(rate) is null && properties.Items(ends).Any(end => end.Properties.IsDenied(ProcessDataSets.IO)) ? "denied" : properties.Bytes(rate);
}

/// <summary>The cells of the view of the ends of pipes.</summary>
public sealed class PipeEndColumns(PSMemberInfoCollection<PSPropertyInfo> properties)
{
    /// <summary>Name of the process.</summary>
    public string Name => properties.Printable(nameof(PipeEnd.ProcessName));

    /// <summary>Bytes per second that the process reads, from anything.</summary>
    public string ReadRate => Rate(nameof(PipeEnd.ReadRate));

    /// <summary>Bytes per second that the process writes, to anything.</summary>
    public string WriteRate => Rate(nameof(PipeEnd.WriteRate));

    private string Rate(string rate) => properties.IsDenied(ProcessDataSets.IO) ? "denied" : properties.Bytes(rate);
}
