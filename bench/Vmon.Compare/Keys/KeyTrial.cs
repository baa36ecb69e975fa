using Vmon.Compare.Terminals;

namespace Vmon.Compare.Keys;

/// <summary>A key, and how the screen shows that it was answered.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Keys">The bytes that are typed.</param>
/// <param name="Expect">Makes, from the screen before, the condition of the screen after.</param>
internal sealed record KeyTrial(string Name, string Keys, Func<ScreenText, Func<ScreenText, bool>> Expect)
{
    private const string Left = "\e[D";
    private const string Right = "\e[C";

    /// <summary>Keys on the present. Each begins where the one before ended.</summary>
    internal static readonly KeyTrial[] Live =
    [
        new("Down", "\e[B", static screen => CursorAt(screen.Y + 1)),
        new("Up", "\e[A", static screen => CursorAt(screen.Y - 1)),
        new("End: last process", "G", static screen => Other(screen, static after => $"{after.Y}")),
        new("Home: first process", "g", static screen => Other(screen, static after => $"{after.Y}")),
        new("*: fold all", "*", static _ => static screen => !HasBranches(screen)),
        new("*: unfold all", "*", static _ => HasBranches),
        new("\\: filter, first letter", "\\s", static _ => static screen => screen.Contains("filtered")),
        new("filter, another letter", "l", static _ => static screen => screen.Contains("): sl")),
        new("Esc: no filter", "\e", static _ => static screen => !screen.Contains("filtered")),
        new("Left: sample before", Left, static _ => static screen => screen.Contains("frozen")),
        new("}: now", "}", static _ => static screen => screen.Contains("live")),
        new("?: help", "?", static _ => static screen => screen.Contains("Keys of Show-Vmon")),
        new("Esc: no help", "x", static _ => static screen => screen.Contains("F1Help")),
        new("P: sort by CPU", "P", static _ => static screen => !HasBranches(screen)),
        new("I: invert the order", "I", static screen => Other(screen, FirstProcess)),
        new("F5, Home: tree, first process", "\e[15~g", static _ => HasBranches),
    ];

    /// <summary>Steps and jumps in a recording.</summary>
    internal static readonly KeyTrial[] Recorded =
    [
        new("{: oldest sample", "{", OtherSample),
        new("}: latest sample", "}", OtherSample),
        new("Left: sample before", Left, OtherSample),
        new("[: ten samples before", "[", OtherSample),
        new("[: ten samples before, again", "[", OtherSample),
        new("[: ten samples before, a third time", "[", OtherSample),
        new("[: ten samples before, a fourth time", "[", OtherSample),
        new("Right: next sample", Right, OtherSample),
        new("]: ten samples on", "]", OtherSample),
    ];

    private static bool HasBranches(ScreenText screen) => screen.Contains("├─") || screen.Contains("└─");

    private static Func<ScreenText, bool> CursorAt(int row) => screen => screen.Y == row;

    private static Func<ScreenText, bool> OtherSample(ScreenText before) => Other(before, Figures);

    // All but the first line, which says that it is reading. In each sample some figure of the machine is another one.
    private static string Figures(ScreenText screen) => string.Join('\n', Enumerable.Range(1, screen.Height - 1).Select(row => screen[row]));

    private static Func<ScreenText, bool> Other(ScreenText before, Func<ScreenText, string> part)
    {
        string old = part(before);
        return screen => part(screen) != old;
    }

    private static string FirstProcess(ScreenText screen)
    {
        for (int row = 0; row < screen.Height - 1; row++)
            if (screen[row].Contains("COMMAND", StringComparison.Ordinal)) return screen[row + 1][..20];
        return "";
    }
}
