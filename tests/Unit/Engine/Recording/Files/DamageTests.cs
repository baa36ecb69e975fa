using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Recording.Files;

/// <summary>Every cut and every flipped bit of a small recording costs what it hits, and no more.</summary>
public sealed class DamageTests : IDisposable
{
    private const int Frames = 40;
    private const int RandomDamages = 200;

    private readonly TemporaryDirectory _directory = new();
    private readonly Specimen _specimen;

    public DamageTests() => _specimen = new Specimen(_directory.Path, Frames);

    [Fact]
    public void Specimen_has_two_segments_and_a_journal_with_several_frames()
    {
        Assert.Equal(Frames, _specimen.FrameCount);
        Assert.Equal([false, false, true], _specimen.Files.Keys.Select(Vmon.Recording.Files.FileNames.IsJournal).Order());
    }

    [Fact]
    public void Cut_file_keeps_what_is_before_the_cut()
    {
        foreach ((string file, byte[] bytes) in _specimen.Files)
            for (int length = 0; length < bytes.Length; length++)
                Assert.Null(_specimen.Check(file, bytes[..length], length, bytes.Length, isContinued: length % 8 == 0));
    }

    [Fact]
    public void Flipped_bit_costs_at_most_its_block()
    {
        foreach ((string file, byte[] bytes) in _specimen.Files)
        {
            for (int at = 0; at < bytes.Length; at++)
            {
                byte[] damaged = [.. bytes];
                damaged[at] ^= (byte)(1 << (at % 8));
                Assert.Null(_specimen.Check(file, damaged, at, at + 1, warning: true, isContinued: at % 8 == 0));
            }
        }
    }

    [Fact]
    public void Random_damage_costs_what_it_hits()
    {
        RandomDamage damage = new(_specimen, new Random(16));
        for (int i = 0; i < RandomDamages; i++) Assert.Null(damage.Try());
    }

    public void Dispose() => _directory.Dispose();
}
