namespace Vmon.Bench;

/// <summary>The first Python with psutil, or python3 if none has it.</summary>
internal static class Psutil
{
    internal static string Python { get; } = new[] { "python3", "/usr/bin/python3" }.FirstOrDefault(IsIn) ?? "python3";

    /// <summary>Why it cannot be used. Null if it is installed.</summary>
    internal static string? Absence() => IsIn(Python) ? null : "no psutil in Python";

    private static bool IsIn(string python) => Executable.Absence(python) is null && Executable.Run(python, "-c", "import psutil");
}
