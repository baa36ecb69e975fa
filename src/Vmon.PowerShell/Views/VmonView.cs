using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>What the views of Vmon.Format.ps1xml show of an object.</summary>
public sealed class VmonView(PSMemberInfoCollection<PSPropertyInfo> properties)
{
    /// <summary>What stands above the rows of one of several samples.</summary>
    public string SampleHeading => Headings.OfSample(properties);

    /// <summary>What stands above the rows of an interval.</summary>
    public string IntervalHeading => Headings.OfInterval(properties);

    /// <summary>Texts of the lists.</summary>
    public PrintableFields Printable => new(properties);

    /// <summary>Cells of a process.</summary>
    public ProcessColumns Process => new(properties);

    /// <summary>Cells of a node of a tree.</summary>
    public TreeColumns Tree => new(properties);

    /// <summary>Cells of an open file.</summary>
    public FileColumns File => new(properties);

    /// <summary>Cells of a pipe.</summary>
    public PipeColumns Pipe => new(properties);

    /// <summary>Cells of an end of a pipe.</summary>
    public PipeEndColumns PipeEnd => new(properties);

    /// <summary>Cells of a session.</summary>
    public SessionColumns Session => new(properties);

    /// <summary>Cells of the machine.</summary>
    public SystemColumns System => new(properties);

    /// <summary>Cells of a CPU.</summary>
    public CpuColumns Cpu => new(properties);

    /// <summary>Cells of an interrupt.</summary>
    public InterruptColumns Interrupt => new(properties);
}
