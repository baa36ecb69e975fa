using Vmon.Parsing;
using Vmon.Proc;
using Vmon.Sampling;

namespace Vmon.Model;

// What it is called: the kernel's name, or the longer one that the command line tells.
internal sealed partial class ProcessNode
{
    private long _renamedIn;
    private string? _name;
    private Comm _nameComm;
    private ProcessCommand? _nameCommand;

    internal string Name
    {
        get
        {
            ref readonly Comm comm = ref Stat.Reading.Current.Comm;
            if (_name is not null && comm.Equals(_nameComm) && _nameCommand == Command.Command) return _name;
            _nameComm = comm;
            _nameCommand = Command.Command;
            string name = ProcText.Decode(comm.Bytes);
            return _name = !IsThread && LongName.IsPossible(comm.Bytes) ? LongName.Of(name, _nameCommand.Arguments) : name;
        }
    }

    internal bool IsNameChangedIn(long sample) => _renamedIn == sample;

    /// <summary>The name, with the command line read where it takes that to know the name.</summary>
    internal string ResolveName(SamplingContext context)
    {
        if (!IsSelected && LongName.IsPossible(Stat.Reading.Current.Comm.Bytes))
        {
            ProcDirectory directory = new(context.Root, Id);
            Command.Sample(ref directory, Stat.Reading.Current, context);
            directory.Dispose();
        }

        return Name;
    }
}
