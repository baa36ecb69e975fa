using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Sources;
using Vmon.Sources.Processes;

namespace Vmon.Model;

// The kernel's name, or the longer one in the command line.
internal sealed partial class ProcessNode
{
    private long _renamedIn;
    private string? _name;
    private ProcessCommand? _nameCommand;

    internal string Name
    {
        get
        {
            if (_name is not null && _nameCommand == Command.Command) return _name;
            ref readonly Comm comm = ref Stat.Reading.Current.Comm;
            _nameCommand = Command.Command;
            bool isLong = !IsThread && LongName.IsPossible(comm.Bytes);
            return _name = isLong ? LongName.Of(comm.Bytes, _nameCommand.CommandLineBytes) : ProcText.Decode(comm.Bytes);
        }
    }

    internal bool IsNameChangedIn(long sample) => _renamedIn == sample;

    /// <summary>The name. Reads the command line if the name is truncated.</summary>
    internal string ResolveName(SamplingContext context)
    {
        if (!IsSelected && LongName.IsPossible(Stat.Reading.Current.Comm.Bytes))
        {
            ProcDirectory directory = new(context.Root, Id);
            Command.Sample(ref directory, Stat.Reading.Current, _renamedIn, this, context);
            context.Guard.ReadAll();
            directory.Dispose();
        }

        return Name;
    }

    private void NoteName(in ProcStat next, SamplingContext context)
    {
        if (next.Comm.Equals(Stat.Reading.Current.Comm)) return;
        _renamedIn = context.SampleNumber;
        _name = null;
    }
}
