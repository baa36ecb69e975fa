using Vmon.Native;

namespace Vmon.Kernel;

/// <summary>The instructions of a BPF program while it is assembled. The types of the running kernel tell where the members of its structures are.</summary>
internal readonly ref struct BpfCode(Btf btf)
{
    // Calls clobber the registers below 6. 10 is the frame pointer.
    internal const int Stack = 10;

    private readonly Btf _btf = btf;
    private readonly List<BpfInstruction> _code = [];

    internal BpfInstruction[] Instructions => [.. _code];

    internal int Count => _code.Count;

    internal void Add(BpfInstruction instruction) => _code.Add(instruction);

    /// <summary>
    /// Loads a member of a structure, such as "signal.nr_threads", into a register that is not the structure's. A null pointer on the way reads as zero.
    /// </summary>
    /// <param name="destination">The register to load.</param>
    /// <param name="structure">The register that has the address of the structure.</param>
    /// <param name="type">Type id of the structure.</param>
    /// <param name="path">Path of the member.</param>
    /// <returns>False, without an instruction, if the kernel has no such member.</returns>
    internal bool TryLoad(int destination, int structure, int type, ReadOnlySpan<byte> path)
    {
        if (_btf.Find(type, path) is not { } loads || !CanLoad(loads)) return false;
        Load(destination, structure, loads);
        return true;
    }

    /// <summary>Whether a register can hold each step of a path.</summary>
    internal static bool CanLoad(BtfField[] path) => Array.TrueForAll(path, load => load.IsWord);

    /// <summary>Loads a member of a structure by its path.</summary>
    internal void Load(int destination, int structure, ReadOnlySpan<BtfField> path)
    {
        int from = structure;
        foreach (BtfField load in path)
        {
            Add(BpfInstruction.Load(load.Size, destination, from, load.Offset));
            from = destination;
        }
    }

    /// <summary>Adds a jump whose target is the instruction that follows <see cref="Land"/>.</summary>
    internal int Jump(BpfInstruction jump)
    {
        _code.Add(jump);
        return _code.Count - 1;
    }

    internal void Land(int jump) => _code[jump] = _code[jump] with { Offset = checked((short)(_code.Count - jump - 1)) };

    internal void Return(int value)
    {
        Add(BpfInstruction.Set(0, value));
        Add(BpfInstruction.Exit());
    }
}
