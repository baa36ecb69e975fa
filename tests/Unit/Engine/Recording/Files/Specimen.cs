using Vmon.Recording.Files;

namespace Vmon.Tests.Engine.Recording.Files;

/// <summary>A small recording with segments and an open journal, which is damaged again and again in a directory of its own.</summary>
internal sealed class Specimen
{
    private const int WholeLength = 60;

    private readonly string _damaged;
    private readonly Dictionary<string, byte[]> _files = [];
    private readonly List<Part> _parts = [];
    private readonly HashSet<int> _numbers;

    // What is to be undone before the next damage: of one file, or by a recorder.
    private string _file = "";
    private bool _isChanged = true;

    /// <param name="directory">An empty directory, for the recording and for what is damaged.</param>
    /// <param name="frames">Number of frames.</param>
    internal Specimen(string directory, int frames)
    {
        string path = Path.Combine(directory, "whole");
        _damaged = Path.Combine(directory, "damaged");
        NumberedFrames numbered = new(WholeLength);
        using (RecordingStore store = RecordingStore.Open(new StoreOptions { Path = path }))
        {
            // The second half is of the next day, and so in another segment.
            for (int number = 0; number < frames; number++)
                _ = numbered.Append(store, number, NumberedFrames.Time(number) + TimeSpan.FromDays(number < frames / 2 ? 0 : 1));
            while (Directory.GetFiles(path, "open-*").Length > 1) Thread.Sleep(1);
            foreach (string file in Directory.GetFiles(path, "*.vmon")) _files.Add(Path.GetFileName(file), File.ReadAllBytes(file));
            using RecordingDirectory recording = RecordingDirectory.Open(path);
            foreach (BlockInfo block in recording.Blocks) Add(block, NumberedFrames.Numbers(recording.Read(block)!));
        }

        _numbers = [.. _parts.SelectMany(part => part.Numbers)];
    }

    internal IReadOnlyDictionary<string, byte[]> Files => _files;

    internal int FrameCount => _numbers.Count;


    /// <summary>Replaces a file, and checks that only what was damaged is missing. Returns what is wrong, or null.</summary>
    /// <param name="file">The file.</param>
    /// <param name="content">Its new content.</param>
    /// <param name="from">Offset of the first byte that is another, or missing.</param>
    /// <param name="to">Offset after the last one.</param>
    /// <param name="warning">Whether a warning must name the file. If unknown, it must if frames are missing, unless the bytes were removed between two of its parts.</param>
    /// <param name="isContinued">Whether to check also that a recorder continues it.</param>
    internal string? Check(string file, byte[] content, long from, long to, bool? warning = null, bool isContinued = true)
    {
        Write(file, content);
        HashSet<int> expected = [.. _parts.Where(part => !part.IsHit(file, from, to)).SelectMany(part => part.Numbers)];
        bool leavesNoTrace = content.Length < _files[file].Length && IsBoundary(file, from) && IsBoundary(file, to);
        string? wrong = Compare(expected, file, warning ?? (leavesNoTrace ? false : null));
        if (wrong is not null) return "Reading: " + wrong;
        if (!isContinued) return null;

        _isChanged = true;

        // The next recorder keeps the same, and adds to it.
        NumberedFrames next = new(WholeLength);
        int added = _numbers.Max() + 1;
        next.Record(_damaged, added, added + 1);
        _ = expected.Add(added);
        _ = _numbers.Add(added);
        wrong = Compare(expected, file, warning: false);
        _ = _numbers.Remove(added);
        return wrong is null ? null : "After recording: " + wrong;
    }

    private string? Compare(HashSet<int> expected, string file, bool? warning)
    {
        List<int> read = NumberedFrames.ReadAll(_damaged, out IReadOnlyList<string> warnings);
        if (read.Distinct().Count() != read.Count) return "a frame was read twice";
        if (read.Find(number => !_numbers.Contains(number)) is var unknown and not 0) return $"frame {unknown} was never written";
        List<int> missing = [.. expected.Except(read).Order()];
        if (missing.Count > 0) return $"frames {string.Join(", ", missing)} are missing: {string.Join(" ", warnings)}";
        bool mustWarn = warning ?? read.Count < _numbers.Count;
        return mustWarn && !warnings.Any(text => text.Contains(file, StringComparison.Ordinal)) ? $"no warning names the file: {string.Join(" ", warnings)}" : null;
    }

    private bool IsBoundary(string file, long offset) =>
        offset == _files[file].Length || _parts.Any(part => part.File == file && part.Start == offset);

    private void Write(string file, byte[] content)
    {
        if (_isChanged && Directory.Exists(_damaged)) Directory.Delete(_damaged, recursive: true);
        _ = Directory.CreateDirectory(_damaged);
        foreach ((string name, byte[] bytes) in _files)
            if (_isChanged || name == _file) File.WriteAllBytes(Path.Combine(_damaged, name), bytes);
        File.WriteAllBytes(Path.Combine(_damaged, file), content);
        (_file, _isChanged) = (file, false);
    }

    // The frames of a journal after a damaged one depend on it.
    private void Add(BlockInfo block, List<int> numbers)
    {
        if (!block.IsOpen)
        {
            _parts.Add(new(block.File, block.Offset, block.Offset + BlockHeader.Length + block.StoredLength, block.Offset, numbers));
            return;
        }

        int at = Journal.HeaderLength;
        foreach (int number in numbers)
        {
            _ = FrameBuffer.TryRead(_files[block.File].AsSpan(at), out _, out int length, out _);
            int end = at + FrameBuffer.HeaderLength + length;
            _parts.Add(new(block.File, at, end, Journal.HeaderLength, [number]));
            at = end;
        }
    }

    /// <param name="File">Its file.</param>
    /// <param name="Start">Offset of its first byte.</param>
    /// <param name="End">Offset after its last byte.</param>
    /// <param name="Needed">Offset from which on it needs the bytes before it too.</param>
    /// <param name="Numbers">Its frames.</param>
    private sealed record Part(string File, long Start, long End, long Needed, List<int> Numbers)
    {
        internal bool IsHit(string file, long from, long to) => file == File && from < End && to > Needed;
    }
}
