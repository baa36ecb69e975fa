using Vmon.Parsing.Processes;
using Vmon.ProcFs;

namespace Vmon.Sources.Processes;

/// <summary>/proc/PID/status of one process, sampled: its numbers, and its text lines, which are replaced only when they change.</summary>
internal struct StatusSampler()
{
    internal Reading<ProcStatus> Reading;
    private KeptFile _file;

    /// <summary>The last text lines read. Never modified, so that samples can share them.</summary>
    internal byte[] Texts { get; private set; } = [];

    /// <summary>Number of the sample in which the text lines last changed; 0 if never.</summary>
    internal long TextsChangedIn { get; private set; }

    internal void Sample(ref ProcDirectory directory, int pid, SamplingContext context)
    {
        if (Reading.Status == ReadStatus.Denied && !context.IsRefreshDue(pid)) return;
        ReadStatus status = _file.Read(ref directory, ProcStatus.FileName, context.Budget, context.Buffer, out int length);
        ReadOnlySpan<byte> bytes = context.Buffer.First(length);
        ProcStatus record = default;
        bool areTextsKept = true;
        if (status == ReadStatus.Ok && !ProcStatus.TryParse(bytes, Texts, out record, out areTextsKept)) status = ReadStatus.Malformed;
        if (status != ReadStatus.Ok)
        {
            Reading.Fail(status);
            return;
        }

        Reading.Advance(record);
        if (areTextsKept) return;
        if (Texts.Length > 0) TextsChangedIn = context.SampleNumber;
        Texts = StatusTexts.Keep(bytes);
    }

    /// <summary>Accepts the text lines that a recording has.</summary>
    internal void Restore(byte[] texts, long sample)
    {
        if (ReferenceEquals(texts, Texts) || texts.AsSpan().SequenceEqual(Texts)) return;
        if (Texts.Length > 0) TextsChangedIn = sample;
        Texts = texts;
    }

    internal void Close(DescriptorBudget budget) => _file.Close(budget);
}
