using System.Collections.ObjectModel;

namespace Vmon.Sampling;

/// <summary>The words of a command line; as text (in a CSV file, for one) they are that line, and not the name of a type.</summary>
internal sealed class ArgumentList(string[] words) : ReadOnlyCollection<string>(words)
{
    private readonly string[] _words = words;

    public override string ToString() => ShellWords.Join(_words);
}
