using System.Collections.ObjectModel;

namespace Vmon.Sources.Processes;

/// <summary>The arguments of a command line. As text, for example in CSV, they are the command line, not the name of the type.</summary>
internal sealed class ArgumentList(string[] words) : ReadOnlyCollection<string>(words)
{
    private readonly string[] _words = words;

    public override string ToString() => ShellWords.Join(_words);
}
