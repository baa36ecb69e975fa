using Vmon.Parsing;
using Vmon.Proc;
using Vmon.Sampling;

namespace Vmon.Model;

// The kernel keeps 15 bytes of a name. Where it is that long, the command line has the rest, as Get-Process shows it.
internal sealed partial class ProcessNode
{
    private const int LongestKernelName = 15;

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
            return _name = !IsThread && comm.Bytes.Length == LongestKernelName ? Untruncated(name, _nameCommand.Arguments) : name;
        }
    }

    internal bool IsNameChangedIn(long sample) => _renamedIn == sample;

    /// <summary>The name, with the command line read where it takes that to know the name.</summary>
    internal string ResolveName(SamplingContext context)
    {
        if (!IsSelected && Stat.Reading.Current.Comm.Bytes.Length == LongestKernelName)
        {
            ProcDirectory directory = new(context.Root, Id);
            Command.Sample(ref directory, Stat.Reading.Current, context);
            directory.Dispose();
        }

        return Name;
    }

    // The program, or the script that an interpreter runs.
    private static string Untruncated(string name, string[]? arguments)
    {
        for (int i = 0; i < Math.Min(2, arguments?.Length ?? 0); i++)
        {
            string file = arguments![i][(arguments[i].LastIndexOf('/') + 1)..];
            if (file.StartsWith(name, StringComparison.Ordinal)) return file;
        }

        return name;
    }
}
