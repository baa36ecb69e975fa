using System.Runtime.CompilerServices;
using Vmon.Native;

namespace Vmon.Kernel;

/// <summary>The instructions of a BPF program while it is assembled. The types of the running kernel tell where the members of its structures are.</summary>
internal readonly ref struct BpfCode(Btf btf)
{
    // Calls clobber the registers below 6. 10 is the frame pointer.
    internal const int Stack = 10;

    /// <summary>Number of bytes at the beginning of the stack, below its address, which <see cref="Distrust"/> uses.</summary>
    internal const int Reserved = sizeof(long);

    private readonly Btf _btf = btf;
    private readonly List<BpfInstruction> _code = [];
    private readonly StrongBox<int> _distrusted = new(Stack);

    internal BpfInstruction[] Instructions => [.. _code];

    internal int Count => _code.Count;

    internal void Add(BpfInstruction instruction) => _code.Add(instruction);

    internal void Add(BpfInstruction[] instructions) => _code.AddRange(instructions);

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

    /// <summary>
    /// Loads all pointers of a structure from a copy of its address that the kernel does not trust. From one that it trusts, it looks up each pointer by name among all of
    /// its types, which takes most of the time of loading a program. Registers below 6 are clobbered.
    /// </summary>
    /// <param name="structure">The register that has the address, from here on.</param>
    /// <param name="type">Type id of the structure.</param>
    internal void Distrust(int structure, int type)
    {
        if (_btf.Find(BtfKind.Function, "bpf_rdonly_cast"u8) is not { } cast) return;
        Add(BpfInstruction.Move(1, structure));
        Add(BpfInstruction.Set(2, type));
        Add(BpfInstruction.CallFunction(cast));
        Add(BpfInstruction.Store(sizeof(long), Stack, -Reserved, 0));
        _distrusted.Value = structure;
    }

    /// <summary>Loads a member of a structure by its path.</summary>
    internal void Load(int destination, int structure, ReadOnlySpan<BtfField> path)
    {
        int from = structure;
        if (structure == _distrusted.Value && path[0].IsPointer)
        {
            Add(BpfInstruction.Load(sizeof(long), destination, Stack, -Reserved));
            from = destination;
        }

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
