using System.Globalization;
using System.Reflection;
using SharpFuzz;
using Vmon.Fuzz;
using Vmon.Fuzz.Formats;

if (args is ["instrument", string assembly])
{
    string[] parsers = ["Vmon.Parsing.", "Vmon.Kernel.Btf", "Vmon.Kernel.Task", "Vmon.Sources.TaskReading", "Vmon.ProcText", "Vmon.Recording.Machine."];
    _ = Fuzzer.Instrument(assembly, type => parsers.Any(prefix => type.StartsWith(prefix, StringComparison.Ordinal)), Options.Value);
    return 0;
}

new Coverage(counts: false).Begin(); // before any instrumented code runs
if (args is ["afl", string target])
{
    Format format = AllFormats.Named(target);
    Fuzzer.Run(stream =>
    {
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        _ = format.Check(bytes.ToArray());
    });
    return 0;
}

if (args is not [string seconds, .. string[] names] || !double.TryParse(seconds, CultureInfo.InvariantCulture, out double each))
{
    Console.Error.WriteLine("Usage: Vmon.Fuzz SECONDS [FORMAT...]   or, with afl-fuzz: Vmon.Fuzz afl FORMAT");
    return 2;
}

string corpus = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Corpus").Value!;
return Session.Run(names.Length == 0 ? AllFormats.List : [.. names.Select(AllFormats.Named)], TimeSpan.FromSeconds(each), corpus) ? 0 : 1;
