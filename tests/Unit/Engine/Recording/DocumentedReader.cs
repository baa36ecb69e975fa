using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Vmon.Tests.Engine.Recording;

/// <summary>Runs read_recording.py, which follows docs/recording.md alone. Skips the test if it cannot run.</summary>
internal sealed class DocumentedReader : IDisposable
{
    private const int Exited = 128;

    private static readonly string Script = Path.Combine(Repository.Root, "tests", "Unit", "Engine", "Recording", "read_recording.py");

    private readonly Process _process;

    internal DocumentedReader(string recording) =>
        _process = Process.Start(new ProcessStartInfo(FindPython(), [Script, recording]) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    /// <summary>The last frame.</summary>
    internal JsonElement Frame { get; private set; }

    internal JsonElement Preamble { get; private set; }

    /// <summary>The processes of the last frame, by slot. One that did not change is as an earlier frame has it.</summary>
    internal Dictionary<long, JsonElement> Processes { get; } = [];

    /// <summary>The threads of the last frame, by slot.</summary>
    internal Dictionary<long, JsonElement> Threads { get; } = [];

    /// <summary>The open files of the processes of the last frame, by the slot of the process.</summary>
    internal Dictionary<long, JsonElement> Files { get; } = [];

    /// <summary>Names of users.</summary>
    internal Dictionary<long, string> Users { get; } = [];

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    /// <summary>Reads the next frame. False if there is none.</summary>
    internal bool TryRead()
    {
        if (_process.StandardOutput.ReadLine() is not { } line)
        {
            Assert.Equal("", _process.StandardError.ReadToEnd());
            return false;
        }

        Frame = JsonSerializer.Deserialize<JsonElement>(line);
        if (Frame.GetProperty("preamble") is { ValueKind: JsonValueKind.Object } preamble)
        {
            Preamble = preamble;
            Users.Clear();
            Processes.Clear();
            Threads.Clear();
            Files.Clear();
        }

        foreach (JsonProperty user in Frame.GetProperty("users").EnumerateObject()) Users[long.Parse(user.Name, CultureInfo.InvariantCulture)] = user.Value.GetString()!;
        foreach ((long slot, _) in Processes.Where(static process => HasExited(process.Value))) Files.Remove(slot);
        Move(Processes, "processes");
        Move(Threads, "threads");
        foreach (JsonElement files in Frame.GetProperty("files").EnumerateArray()) Files[Number(files, "slot")!.Value] = files;
        return true;
    }

    internal static long? Number(JsonElement owner, string name) => owner.TryGetProperty(name, out JsonElement number) && number.ValueKind == JsonValueKind.Number ? number.GetInt64() : null;

    internal static string? Text(JsonElement owner, string name) => owner.GetProperty(name).GetString();

    internal static bool HasExited(JsonElement task) => (Number(task, "reading.flags") & Exited) != 0;

    private void Move(Dictionary<long, JsonElement> tasks, string name)
    {
        foreach ((long slot, JsonElement task) in tasks)
        {
            if (HasExited(task)) tasks.Remove(slot);
        }

        foreach (JsonElement task in Frame.GetProperty(name).EnumerateArray()) tasks[Number(task, "slot")!.Value] = task;
    }

    private static string FindPython()
    {
        string? python = Environment.GetEnvironmentVariable("PATH")!.Split(':').Prepend("/usr/bin").Select(static folder => Path.Combine(folder, "python3")).FirstOrDefault(HasBrotli);
        Assert.SkipWhen(python is null, "python3 with the module brotli is not installed (Debian: python3-brotli).");
        return python!;
    }

    private static bool HasBrotli(string python)
    {
        if (!File.Exists(python)) return false;
        using Process process = Process.Start(new ProcessStartInfo(python, ["-c", "import brotli"]) { RedirectStandardError = true })!;
        _ = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
