using System.Diagnostics;
using System.Security.Cryptography;
using Vmon.Fuzz.Formats;

namespace Vmon.Fuzz;

/// <summary>Fuzzes formats one after the other, each for the same time. Adds inputs that reached new branches to the corpus, minimized.</summary>
internal static class Session
{
    private const int MostKept = 1024;

    /// <summary>Returns false if a parser threw or returned a value that is not in the bytes. Those inputs are added to the corpus too.</summary>
    internal static bool Run(IReadOnlyList<Format> formats, TimeSpan each, string folder)
    {
        bool isClean = true;
        Console.WriteLine("| format | inputs | seconds | branches | kept | defects |\n|---|---:|---:|---:|---:|---:|");
        foreach (Format format in formats)
        {
            FormatFuzzer fuzzer = new(format);
            string own = Path.Combine(folder, format.Name);
            Directory.CreateDirectory(own);
            foreach (string file in Directory.GetFiles(own).Order(StringComparer.Ordinal)) fuzzer.Add(File.ReadAllBytes(file));
            Stopwatch watch = Stopwatch.StartNew();
            while (watch.Elapsed < each) fuzzer.Try();
            foreach (byte[] input in fuzzer.Minimized().Where(input => input.Length <= MostKept)) Keep(own, input);
            foreach (byte[] input in fuzzer.Defects.Values) Keep(own, input);
            Console.WriteLine(
                $"| {format.Name} | {fuzzer.Tried:N0} | {watch.Elapsed.TotalSeconds:F0} | {fuzzer.Edges} | {Directory.GetFiles(own).Length} | {fuzzer.Defects.Count} |");
            foreach (string defect in fuzzer.Defects.Keys) Console.WriteLine($"  {defect}");
            isClean &= fuzzer.Defects.Count == 0;
        }

        return isClean;
    }

    private static void Keep(string folder, byte[] input) =>
        File.WriteAllBytes(Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(input))[..12]), input);
}
