using System.Diagnostics;

namespace Vmon.Tests.Engine.Recording.Files;

/// <summary>Kills a recorder, a process of its own, at a random moment, again and again, and looks at what it left.</summary>
internal sealed class KilledRecorder(string program, string path, Random random)
{
    /// <summary>Bytes of whole frames: a block has some 20 frames, so that many are closed before the kill.</summary>
    internal const int WholeLength = 200;

    private const int MostFramesPerLife = 500;
    private const int MostFramesKept = 20_000;

    private int _next = 1;
    private int _first = 1;

    /// <summary>Number of frames that were recorded.</summary>
    internal int FrameCount { get; private set; }

    /// <summary>Returns what is wrong, or null.</summary>
    internal string? Try()
    {
        int confirmed = KillOne();
        List<int> read = NumberedFrames.ReadAll(path, out IReadOnlyList<string> warnings);
        string? wrong = WrongIn(read, confirmed, warnings);
        int last = Math.Max(read.LastOrDefault(), confirmed);
        FrameCount += last + 1 - _next;
        _next = last + 1;
        if (wrong is not null || read.Count > MostFramesKept) StartOver();
        return wrong;
    }

    private string? WrongIn(List<int> read, int confirmed, IReadOnlyList<string> warnings)
    {

        // All that was confirmed, and at most the one that was being written.
        int last = read.Count == 0 ? _first - 1 : read[^1];
        if (!read.SequenceEqual(Enumerable.Range(_first, last - _first + 1))) return $"frames are missing or repeated between {_first} and {last}";
        if (last < confirmed || last > confirmed + 1) return $"the last frame is {last}, and {confirmed} was confirmed";
        return warnings.Any(warning => !warning.Contains("ends within", StringComparison.Ordinal)) ? string.Join(" ", warnings) : null;
    }

    // So that reading stays quick.
    private void StartOver()
    {
        Directory.Delete(path, recursive: true);
        _first = _next;
    }

    // The number of the last frame that it confirmed.
    private int KillOne()
    {
        using Process process = Process.Start(new ProcessStartInfo(program, ["record", path, $"{_next}", $"{int.MaxValue}"]) { RedirectStandardOutput = true })!;
        Stream output = process.StandardOutput.BaseStream;
        byte[] number = new byte[sizeof(int)];
        int confirmed = _next - 1;
        int frames = random.Next(MostFramesPerLife);
        while (frames-- > 0 && output.ReadAtLeast(number, number.Length, throwOnEndOfStream: false) == number.Length) confirmed = BitConverter.ToInt32(number);
        SpinWait.SpinUntil(static () => false, TimeSpan.FromMicroseconds(random.Next(1000)));
        process.Kill();
        while (output.ReadAtLeast(number, number.Length, throwOnEndOfStream: false) == number.Length) confirmed = BitConverter.ToInt32(number);
        process.WaitForExit();
        return confirmed;
    }
}
