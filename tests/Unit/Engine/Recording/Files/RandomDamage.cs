using Vmon.Recording.Files;

namespace Vmon.Tests.Engine.Recording.Files;

/// <summary>Damages a recording as disks, crashes and people do.</summary>
internal sealed class RandomDamage(Specimen specimen, Random random)
{
    internal const int Kinds = 6;

    /// <summary>Damages one file, and returns what is wrong with the result, or null.</summary>
    internal string? Try() => Try(random.Next(Kinds), out _);

    internal string? Try(int kind, out string name)
    {
        (string file, byte[] bytes) = specimen.Files.ElementAt(random.Next(specimen.Files.Count));
        int from = random.Next(bytes.Length);
        int to = Math.Min(bytes.Length, from + 1 + random.Next(1 + random.Next(bytes.Length)));
        byte[] damaged = [.. bytes];
        switch (kind)
        {
            case 0:
                name = "cut";
                return Wrong(name, file, bytes[..from], from, bytes.Length);
            case 1:
                name = "flipped bit";
                damaged[from] ^= (byte)(1 << random.Next(8));
                return Wrong(name, file, damaged, from, from + 1);
            case 2:
                name = "zeros to the end";
                damaged.AsSpan(from).Clear();
                return Wrong(name, file, damaged, from, bytes.Length);
            case 3:
                name = "garbage";
                random.NextBytes(damaged.AsSpan(from, to - from));
                return Wrong(name, file, damaged, from, to);
            case 4:
                // What follows the gap is found by its headers, which a journal does not have.
                name = "missing bytes";
                return Wrong(name, file, [.. bytes[..from], .. bytes[to..]], from, to);
            default:
                name = "garbage at the end";
                byte[] garbage = new byte[to - from];
                random.NextBytes(garbage);
                return Wrong(name, file, [.. bytes, .. garbage], bytes.Length, bytes.Length + garbage.Length);
        }
    }

    // A header that is hit beside its copy costs the whole journal.
    private string? Wrong(string name, string file, byte[] content, int from, int to)
    {
        bool isHeaderLost = FileNames.IsJournal(file) && from < Journal.HeaderLength;
        string? wrong = specimen.Check(file, content, from, isHeaderLost ? specimen.Files[file].Length : to);
        return wrong is null ? null : $"{name} of {file} from {from} to {to}: {wrong}";
    }
}
