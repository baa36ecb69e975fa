using Vmon.Parsing;
using Vmon.Parsing.Machine;
using Vmon.ProcFs;

namespace Vmon.Sources.Machine;

/// <summary>
/// The mounted file systems of this process and their space, as a text with a line for each. The kernel has no such file. File systems are asked on a separate thread,
/// which is abandoned if one does not answer.
/// </summary>
internal sealed class MountedFileSystems(SamplingContext context) : ILineReader
{
    // 65,536 mounts of 256 bytes.
    private const int MostBytes = 16 * 1024 * 1024;

    private readonly TextBuffer _text = new();
    private TextBuffer _mounts = new();
    private TextBuffer _previousMounts = new();
    private KeptFile _mountInfo;
    private FileSystemProbe[] _probes = [];
    private ReadingThread? _thread;

    ~MountedFileSystems() => _thread?.End();

    /// <summary>Asks all file systems. Gone in a captured tree, whose mount points are those of another machine.</summary>
    internal ReadStatus Read(out ReadOnlySpan<byte> text)
    {
        text = default;
        if (!context.Root.IsLive) return ReadStatus.Gone;
        (_mounts, _previousMounts) = (_previousMounts, _mounts);
        _mounts.Clear();
        ReadStatus status = _mountInfo.ReadLines(context.Root, "thread-self/mountinfo\0"u8, context.Budget, context.Buffer, this);
        if (status != ReadStatus.Ok) return status;
        if (!_mounts.Text.SequenceEqual(_previousMounts.Text)) _probes = [.. MountSelection.Select(Parse(_mounts.Text)).Select(mount => new FileSystemProbe(mount))];
        Ask();
        _text.Clear();
        foreach (FileSystemProbe probe in _probes) probe.AppendTo(_text);
        text = _text.Text;
        return ReadStatus.Ok;
    }

    /// <summary>Closes the list of mounts and ends the thread, until it is read again.</summary>
    internal void Close()
    {
        _mountInfo.Close(context.Budget);
        _thread?.End();
        _thread = null;
    }

    bool ILineReader.Accept(ReadOnlySpan<byte> lines)
    {
        if (lines.Length > MostBytes - _mounts.Text.Length) return false;
        _mounts.Append(lines);
        return true;
    }

    private static List<Mount> Parse(ReadOnlySpan<byte> text)
    {
        List<Mount> mounts = [];
        EndedLines lines = new(text);
        while (lines.Next(out ReadOnlySpan<byte> line))
            if (Mount.TryParse(line, out Mount? mount)) mounts.Add(mount);
        return mounts;
    }

    private void Ask()
    {
        for (int begin = 0; begin < _probes.Length;)
        {
            int end = begin;
            while (end < _probes.Length && !StuckFiles.Contain(_probes[end].Identity!.Value)) end++;
            if (end > begin) begin = Ask(begin, end);
            if (begin == end && end < _probes.Length) _probes[begin++].Forget();
        }
    }

    // Returns the index after the last one that was asked.
    private int Ask(int begin, int end)
    {
        ReadingThread? thread = StuckFiles.AreMany ? null : _thread ??= ReadingThread.TryStart();
        if (thread is null)
        {
            for (; begin < end; begin++) _probes[begin].Forget();
            return end;
        }

        int next = thread.Read(_probes, begin, end, StuckFiles.Patience);
        if (!thread.IsGivenUp) return next;

        // The blocked thread still uses this array: continue with a new one.
        _thread = null;
        _probes = [.. _probes];
        _probes[next] = _probes[next].Renew();
        return next + 1;
    }
}
