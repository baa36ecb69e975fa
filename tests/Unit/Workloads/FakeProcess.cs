using System.Globalization;
using System.Text;

namespace Vmon.Tests.Workloads;

/// <summary>A process of a <see cref="FakeProc"/>: the values that are written to its files.</summary>
internal sealed class FakeProcess(FakeProc proc, int id)
{
    internal int Id { get; } = id;

    internal string Path => System.IO.Path.Combine(proc.Path, Id.ToString(CultureInfo.InvariantCulture));

    internal byte[] Name { get; set; } = Encoding.UTF8.GetBytes("p" + id.ToString(CultureInfo.InvariantCulture));

    internal int Parent { get; set; }

    internal long Start { get; set; } = 100;

    internal char State { get; set; } = 'S';

    internal long UserTime { get; set; }

    internal long SystemTime { get; set; }

    internal long MinorFaults { get; set; }

    internal long ChildrenMinorFaults { get; set; }

    internal long ChildrenUserTime { get; set; }

    /// <summary>Mask of ignored signals. Bit 16 is SIGCHLD.</summary>
    internal ulong IgnoredSignals { get; set; }

    internal ulong StackStart { get; set; } = 140722;

    internal int Threads { get; set; } = 1;

    internal string? Statm { get; set; } = "2441 1200 800 200 0 300 0\n";

    /// <summary>Bytes read from storage. Null for a kernel without IO accounting.</summary>
    internal long? ReadBytes { get; set; } = 0;

    /// <summary>Factor of the other IO counters: the process and the children that it reaped.</summary>
    internal int Lives { get; set; } = 1;

    internal byte[]? CommandLine { get; set; }

    internal string? Executable { get; set; } = "/bin/true";

    /// <summary>Content of the file. Null to write the values.</summary>
    internal string? Stat { get; set; }

    internal FakeProcess Named(string name)
    {
        Name = Encoding.UTF8.GetBytes(name);
        return Write();
    }

    internal FakeProcess Write()
    {
        WriteStat();
        Put("comm", [.. Name, (byte)'\n']);
        Put("statm", Statm is null ? null : Ascii(Statm));
        Put("io", ReadBytes is null ? null : Ascii(
            $"rchar: {1 * Lives}\nwchar: {2 * Lives}\nsyscr: {3 * Lives}\nsyscw: {4 * Lives}\nread_bytes: {ReadBytes}\nwrite_bytes: {6 * Lives}\ncancelled_write_bytes: 0\n"));
        Put("cmdline", CommandLine ?? [.. Name, 0]);
        Link("exe", Executable);
        return this;
    }

    internal void WriteStat()
    {
        Directory.CreateDirectory(System.IO.Path.Combine(Path, "task", Id.ToString(CultureInfo.InvariantCulture)));
        Put("stat", Stat is not null ? Encoding.UTF8.GetBytes(Stat) : [.. Ascii($"{Id} ("), .. Name, .. Ascii(AfterName())]);
    }

    internal void WriteChildren(IEnumerable<int>? children) =>
        Put($"task/{Id}/children", children is null ? null : Ascii(string.Concat(children.Select(child => $"{child} "))));

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    private string AfterName() =>
        $") {State} {Parent} {Id} {Id} 0 -1 4194304 {MinorFaults} {ChildrenMinorFaults} 0 0 {UserTime} {SystemTime} {ChildrenUserTime} 0 20 0 {Threads} 0 {Start} 10000000 1200 18446744073709551615 94000 94500 {StackStart} 0 0 0 0 {IgnoredSignals} 0 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0\n";

    private void Put(string name, byte[]? content)
    {
        string path = System.IO.Path.Combine(Path, name);
        if (content is null) File.Delete(path);
        else File.WriteAllBytes(path, content);
    }

    private void Link(string name, string? target)
    {
        string path = System.IO.Path.Combine(Path, name);
        File.Delete(path);
        if (target is not null) File.CreateSymbolicLink(path, target);
    }
}
