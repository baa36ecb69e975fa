using System.Diagnostics;
using System.Globalization;
using Vmon.Tests.Engine.Recording.Files;

namespace Vmon.Damage;

/// <summary>Kills recorders and damages recordings at random, and prints how often, and what was wrong.</summary>
internal static class Trials
{
    private const int FramesOfSpecimen = 40;
    private const int MostWrong = 20;

    internal static int Run(int kills, int damages, int seed)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Seed {seed}\n\n| damage | tried | wrong |\n|---|--:|--:|"));
        string directory = Directory.CreateTempSubdirectory("vmon-damage-").FullName;
        try
        {
            Random random = new(seed);
            int wrong = Kill(Path.Combine(directory, "killed"), kills, random);
            wrong += Damage(Directory.CreateDirectory(Path.Combine(directory, "specimen")).FullName, damages, random);
            return wrong == 0 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static int Kill(string path, int kills, Random random)
    {
        List<string> wrong = [];
        KilledRecorder recorder = new(Environment.ProcessPath!, path, random);
        Stopwatch watch = Stopwatch.StartNew();
        for (int i = 0; i < kills; i++)
        {
            if (recorder.Try() is string what) wrong.Add(what);
            if (watch.Elapsed < TimeSpan.FromSeconds(30)) continue;
            Console.Error.WriteLine($"{i + 1} kills, {recorder.FrameCount} frames");
            watch.Restart();
        }

        return Report("kill -9", kills, wrong);
    }

    private static int Damage(string directory, int damages, Random random)
    {
        RandomDamage damage = new(new Specimen(directory, FramesOfSpecimen), random);
        int wrong = 0;
        for (int kind = 0; kind < RandomDamage.Kinds; kind++)
        {
            string name = "";
            List<string> found = [];
            int tried = damages / RandomDamage.Kinds;
            for (int i = 0; i < tried; i++)
                if (damage.Try(kind, out name) is string what) found.Add(what);
            wrong += Report(name, tried, found);
        }

        return wrong;
    }

    private static int Report(string name, int tried, List<string> wrong)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {tried:N0} | {wrong.Count} |"));
        foreach (string what in wrong.Take(MostWrong)) Console.WriteLine("  " + what);
        return wrong.Count;
    }
}
