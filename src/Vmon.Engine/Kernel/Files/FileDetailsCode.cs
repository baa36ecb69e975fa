using Vmon.Native;
using static Vmon.Kernel.Files.FileProgram;

namespace Vmon.Kernel.Files;

/// <summary>The part of the program for open files that copies what a listing shows besides the link: sizes, and what fdinfo has of every file.</summary>
internal readonly ref struct FileDetailsCode(BpfCode code, Btf btf, int task, int file, int inode)
{
    private const int ReadKernel = 113;
    private const int HasLocks = 4;

    private readonly BpfCode _code = code;
    private readonly Btf _btf = btf;
    private readonly int _task = task;
    private readonly int _file = file;
    private readonly int _inode = inode;

    /// <summary>Copies the part of fdinfo that is the process's, before its register is used again. False if the kernel lacks it.</summary>
    internal bool TryCopyClosedOnExec()
    {
        if (!_code.TryLoad(Length, Owner, _task, "files.fdt.close_on_exec"u8)) return false;
        _code.Add(BpfInstruction.Load(sizeof(int), Value, Context, 2 * sizeof(long)));
        _code.Add(BpfInstruction.ShiftRight(Value, 3));
        _code.Add(BpfInstruction.Add(Length, Value));
        Probe(sizeof(byte), nameof(FileHead.ClosedOnExec));
        return true;
    }

    /// <summary>Copies the sizes. False if the kernel lacks a field.</summary>
    internal bool TryCopySize()
    {
        // A list head that points to itself: the inode is not queued for writing.
        if (_btf.Find(_inode, "i_io_list"u8) is not [{ } list] || list.Offset > short.MaxValue) return false;
        _code.Add(BpfInstruction.Load(sizeof(long), Other, Node, list.Offset));
        _code.Add(BpfInstruction.Move(Value, Node));
        _code.Add(BpfInstruction.AddConstant(Value, list.Offset));
        _code.Add(BpfInstruction.Set(Length, 0));
        int isQueued = _code.Jump(BpfInstruction.SkipIfNotEqual(Value, Other, 0));
        _code.Add(BpfInstruction.Set(Length, 1));
        _code.Land(isQueued);
        _code.Add(BpfInstruction.Store(sizeof(byte), Record, Offset(nameof(FileHead.IsWritten)), Length));
        return TryCopy(_code, Node, _inode, "i_size"u8, sizeof(long), nameof(FileHead.Size))
            && TryCopy(_code, Node, _inode, "i_blocks"u8, sizeof(long), nameof(FileHead.Blocks))
            && TryCopy(_code, Node, _inode, "i_mapping.nrpages"u8, sizeof(int), nameof(FileHead.CachedPages));
    }

    /// <summary>Copies the rest of what fdinfo has of every file. False if the kernel lacks a field.</summary>
    internal bool TryCopyInfo()
    {
        // The mount that a path has is a member of the one that has the number.
        if (_btf.Find(BtfKind.Structure, "mount"u8) is not { } mount) return false;
        if (_btf.Find(mount, "mnt"u8) is not [{ } inner] || _btf.Find(mount, "mnt_id"u8) is not [{ Size: sizeof(int) } number]) return false;
        if (!_code.TryLoad(Length, Opened, _file, "f_path.mnt"u8)) return false;
        _code.Add(BpfInstruction.AddConstant(Length, number.Offset - inner.Offset));
        Probe(sizeof(int), nameof(FileHead.MountId));
        return TryCopy(_code, Opened, _file, "f_pos"u8, sizeof(long), nameof(FileHead.Position))
            && TryCopy(_code, Opened, _file, "f_flags"u8, sizeof(int), nameof(FileHead.Flags))
            && TryCopyOwnInfo()
            && TryCopyLocks();
    }

    // A function of the type.
    private bool TryCopyOwnInfo()
    {
        if (!_code.TryLoad(Value, Opened, _file, "f_op.show_fdinfo"u8)) return false;
        int isNone = _code.Jump(BpfInstruction.SkipIfZero(Value, 0));
        _code.Add(BpfInstruction.Set(Value, 1));
        _code.Land(isNone);
        _code.Add(BpfInstruction.Store(sizeof(byte), Record, Offset(nameof(FileHead.HasOwnInfo)), Value));
        return true;
    }

    // A file that ever had one has a structure with three lists.
    private bool TryCopyLocks()
    {
        if (_btf.Find(BtfKind.Structure, "file_lock_context"u8) is not { } context || !_code.TryLoad(Value, Node, _inode, "i_flctx"u8)) return false;
        if (_btf.Find(context, "flc_flock"u8) is not [{ } flock] || _btf.Find(context, "flc_posix"u8) is not [{ } posix] || _btf.Find(context, "flc_lease"u8) is not [{ } lease]) return false;
        _code.Add(BpfInstruction.Set(HasLocks, 0));
        int isNone = _code.Jump(BpfInstruction.SkipIfZero(Value, 0));
        foreach (int list in (ReadOnlySpan<int>)[flock.Offset, posix.Offset, lease.Offset])
        {
            _code.Add(BpfInstruction.Load(sizeof(long), Other, Value, list));
            _code.Add(BpfInstruction.Move(Length, Value));
            _code.Add(BpfInstruction.AddConstant(Length, list));
            int hasSome = _code.Jump(BpfInstruction.SkipIfNotEqual(Length, Other, 0));
            int next = _code.Jump(BpfInstruction.Skip(0));
            _code.Land(hasSome);
            _code.Add(BpfInstruction.Set(HasLocks, 1));
            _code.Land(next);
        }

        _code.Land(isNone);
        _code.Add(BpfInstruction.Store(sizeof(byte), Record, Offset(nameof(FileHead.HasLocks)), HasLocks));
        return true;
    }


    // Copies memory whose address is in register 3.
    private void Probe(int size, string field)
    {
        _code.Add(BpfInstruction.Move(1, Record));
        _code.Add(BpfInstruction.AddConstant(1, Offset(field)));
        _code.Add(BpfInstruction.Set(2, size));
        _code.Add(BpfInstruction.Call(ReadKernel));
    }
}
