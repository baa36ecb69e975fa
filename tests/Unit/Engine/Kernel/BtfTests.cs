using Vmon.Kernel;

namespace Vmon.Tests.Engine.Kernel;

public class BtfTests
{
    private readonly BtfBuilder _builder = new();
    private readonly int _function;
    private readonly int _task;
    private readonly byte[] _bytes;

    // struct task { int pid; struct { u64 a; union { volatile number b; int c; }; }; struct entity se; struct task *parent; int flag:3; }
    public BtfTests()
    {
        int number = _builder.Add(BtfKind.Integer, "int", 4, 0);
        int large = _builder.Add(BtfKind.Integer, "u64", 8, 0);
        int alias = _builder.Add(BtfKind.Volatile, "", _builder.Add(BtfKind.Typedef, "number", number));
        int union = _builder.Add(BtfKind.Union, "", 4, 2, false, [0, alias, 0, 0, number, 0]);
        int unnamed = _builder.Structure("", ("a", large, 0), ("", union, 64));
        int entity = _builder.Structure("entity", ("weight", large, 0), ("runtime", large, 64));
        int pointer = _builder.Add(BtfKind.Pointer, "", 9);
        _ = _builder.Add(BtfKind.Array, "", 0, number, number, 4);
        _task = _builder.StructureWithBitFields(
            "task", ("pid", number, 32), ("", unnamed, 64), ("se", entity, 192), ("parent", pointer, 320), ("flag", number, (3 << 24) | 384));
        _ = _builder.Add(BtfKind.Typedef, "bpf_iter", number);
        int prototype = _builder.Add(BtfKind.Prototype, "", 0);
        _function = _builder.Add(BtfKind.Function, "bpf_iter", prototype);
        _bytes = _builder.Bytes();
    }

    [Fact]
    public void Find_locates_a_type_by_kind_and_exact_name()
    {
        Assert.True(Btf.TryParse(_bytes, out Btf? btf));
        Assert.Equal(_function, btf.Find(BtfKind.Function, "bpf_iter"u8));
        Assert.Null(btf.Find(BtfKind.Function, "bpf_ite"u8));
        Assert.Null(btf.Find(BtfKind.Function, "bpf_iter_"u8));
        Assert.Null(btf.Find(BtfKind.Structure, "bpf_iter"u8));
    }

    [Theory]
    [InlineData("pid", 32, 32)]
    [InlineData("a", 64, 64)]
    [InlineData("se", 192, 512)]
    [InlineData("se.runtime", 256, 64)]
    [InlineData("parent", 320, 64)]
    [InlineData("flag", 384, 3)]
    public void Find_returns_offset_and_size_relative_to_the_outermost_structure(string path, int offset, int size) =>
        Assert.Equal(new BtfField(offset, size), Find(_bytes, path));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("se.")]
    [InlineData("se.pid")]
    [InlineData("pid.pid")]
    [InlineData("parent.pid")]
    [InlineData("runtime")]
    public void Find_returns_null_for_members_that_do_not_exist(string path) => Assert.Null(Find(_bytes, path));

    [Fact]
    public void Find_follows_pointers_and_indexes_arrays()
    {
        const int size = 64 * 8; // of every structure of the builder, in bits
        BtfBuilder builder = new();
        int number = builder.Add(BtfKind.Integer, "int", 4, 0);
        int limit = builder.Structure("limit", ("now", number, 0), ("most", number, 32));
        int limits = builder.Add(BtfKind.Array, "", 0, limit, number, 16);
        int signal = builder.Structure("signal", ("limits", limits, 64), ("live", number, 32));
        int pointer = builder.Add(BtfKind.Pointer, "", signal);
        int task = builder.Structure("task", ("signal", pointer, 128), ("limits", limits, 256));
        Assert.True(Btf.TryParse(builder.Bytes(), out Btf? btf));
        Assert.Equal([new BtfField(128, 64, IsPointer: true), new BtfField(32, 32)], btf.Find(task, "signal.live"u8) ?? []);
        Assert.Equal([new BtfField(128, 64, IsPointer: true), new BtfField(64 + (5 * size) + 32, 32)], btf.Find(task, "signal.limits[5].most"u8) ?? []);
        Assert.Equal([new BtfField(256 + size, size)], btf.Find(task, "limits[1]"u8) ?? []);
        Assert.Equal([new BtfField(256, 16 * size)], btf.Find(task, "limits"u8) ?? []);
        int aliases = builder.Add(BtfKind.Array, "", 0, builder.Add(BtfKind.Typedef, "limit_t", limit), number, 4);
        int memory = builder.Structure("memory", ("counts", aliases, 0));
        Assert.True(Btf.TryParse(builder.Bytes(), out Btf? withAlias));
        Assert.Equal([new BtfField(size + 32, 32, IsInAliasArray: true)], withAlias.Find(memory, "counts[1].most"u8) ?? []);
        Assert.Null(btf.Find(task, "signal.limits[x].most"u8));
        Assert.Null(btf.Find(task, "signal.limits[2000000000].most"u8));
        Assert.Null(btf.Find(task, "signal[1].live"u8));
    }

    [Theory]
    [InlineData(32, 32, true)]
    [InlineData(64, 64, true)]
    [InlineData(32, 64, true)]
    [InlineData(16, 64, false)]
    [InlineData(33, 32, false)]
    [InlineData(0, 16, true)]
    [InlineData(8, 16, false)]
    [InlineData(8, 8, true)]
    [InlineData(0, 24, false)]
    [InlineData(8 * 40_000, 64, false)]
    public void IsWord_is_true_for_an_aligned_word_within_reach(int offset, int size, bool isWord) =>
        Assert.Equal(isWord, new BtfField(offset, size).IsWord);

    [Fact]
    public void TryParse_rejects_truncated_input()
    {
        for (int length = 0; length < _bytes.Length; length++) Assert.False(Btf.TryParse(_bytes.AsMemory(0, length), out _));
    }

    [Fact]
    public void TryParse_rejects_an_unknown_kind()
    {
        BtfBuilder builder = new();
        _ = builder.Add((BtfKind)30, "new", 0);
        Assert.False(Btf.TryParse(builder.Bytes(), out _));
    }

    [Fact]
    public void Find_terminates_on_recursive_types()
    {
        BtfBuilder builder = new();
        _ = builder.Structure("task", [.. Enumerable.Repeat(("", 1, 0), 1000)]);
        _ = builder.Add(BtfKind.Typedef, "again", 2);
        Assert.Null(Find(builder.Bytes(), "pid"));
        _ = builder.Structure("round", ("member", 2, 0));
        Assert.True(Btf.TryParse(builder.Bytes(), out Btf? btf));
        Assert.Null(btf.Find(3, "member"u8));
    }

    [Fact]
    public void TryParse_and_Find_never_throw_on_corrupted_input()
    {
        Random random = new(3);
        for (int round = 0; round < 20_000; round++)
        {
            byte[] mutant = [.. _bytes];
            for (int change = random.Next(1, 6); change > 0; change--) mutant[random.Next(3, mutant.Length)] = (byte)random.Next(256);
            if (!Btf.TryParse(mutant, out Btf? btf)) continue;
            _ = btf.Find(BtfKind.Function, "bpf_iter"u8);
            _ = btf.Find(_task, "b"u8);
            _ = btf.Find(_task, "se.runtime"u8);
            _ = btf.Find(_task, "parent.a[1]"u8);
            _ = btf.Find(random.Next(), "pid"u8);
        }
    }

    private BtfField? Find(byte[] bytes, string path)
    {
        Assert.True(Btf.TryParse(bytes, out Btf? btf));
        Assert.Equal(bytes == _bytes ? _task : 1, btf.Find(BtfKind.Structure, "task"u8));
        return btf.Find(bytes == _bytes ? _task : 1, System.Text.Encoding.ASCII.GetBytes(path))?[^1];
    }
}
