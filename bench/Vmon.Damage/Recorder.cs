using Vmon.Recording.Files;
using Vmon.Tests.Engine.Recording.Files;

namespace Vmon.Damage;

/// <summary>A recorder that is killed. It confirms each frame on its standard output when the store has it.</summary>
internal static class Recorder
{
    internal static int Run(string path, int from, int count)
    {
        using Stream output = Console.OpenStandardOutput();
        NumberedFrames frames = new(KilledRecorder.WholeLength);
        using RecordingStore store = RecordingStore.Open(new StoreOptions { Path = path });
        for (int number = from; number - from < count; number++)
            if (frames.Append(store, number) == AppendStatus.Ok) output.Write(BitConverter.GetBytes(number));
        return 0;
    }
}
