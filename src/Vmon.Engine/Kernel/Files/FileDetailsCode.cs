using Vmon.Native;
using static Vmon.Kernel.Files.FileProgram;

namespace Vmon.Kernel.Files;

/// <summary>The part of the program for open files that copies what a listing shows besides the link: sizes, and what fdinfo has of every file.</summary>
internal readonly ref struct FileDetailsCode(BpfCode code, Btf btf, int task, int file)
{
    private const int ReadKernel = 113;
    private const int HasLocks = 4;

    private readonly BpfCode _code = code;
    private readonly Btf _btf = btf;
    private readonly int _task = task;
    private readonly int _file = file;

    /// <summary>Adds the instructions. Returns the groups of fields that the kernel has.</summary>
    internal FileFacts Copy() => (TryCopySize() ? FileFacts.Size : 0) | (TryCopyInfo() ? FileFacts.Info : 0);

    // A list head that points to itself: the inode is not queued for writing.
    private bool TryCopySize()
    {
        if (_btf.Find(_file, "f_inode"u8) is not [{ } inode] || _btf.Find(BtfKind.Structure, "inode"u8) is not { } type) return false;
        if (_btf.Find(type, "i_io_list"u8) is not [{ } list] || list.Offset > short.MaxValue) return false;
        _code.Add(BpfInstruction.Load(sizeof(long), Value, Opened, inode.Offset));
        _code.Add(BpfInstruction.Load(sizeof(long), Other, Value, list.Offset));
        _code.Add(BpfInstruction.AddConstant(Value, list.Offset));
        _code.Add(BpfInstruction.Set(Length, 0));
        int isQueued = _code.Jump(BpfInstruction.SkipIfNotEqual(Value, Other, 0));
        _code.Add(BpfInstruction.Set(Length, 1));
        _code.Land(isQueued);
        _code.Add(BpfInstruction.Store(sizeof(byte), Record, Offset(nameof(FileHead.IsWritten)), Length));
        return TryCopy(_code, Opened, _file, "f_inode.i_size"u8, sizeof(long), nameof(FileHead.Size))
            && TryCopy(_code, Opened, _file, "f_inode.i_blocks"u8, sizeof(long), nameof(FileHead.Blocks))
            && TryCopy(_code, Opened, _file, "f_inode.i_mapping.nrpages"u8, sizeof(int), nameof(FileHead.CachedPages));
    }

    // The mount that a path has is a member of the one that has the number.
    private bool TryCopyInfo()
    {
        if (_btf.Find(BtfKind.Structure, "mount"u8) is not { } mount) return false;
        if (_btf.Find(mount, "mnt"u8) is not [{ } inner] || _btf.Find(mount, "mnt_id"u8) is not [{ Size: sizeof(int) } number]) return false;
        if (!_code.TryLoad(Length, Opened, _file, "f_path.mnt"u8)) return false;
        _code.Add(BpfInstruction.AddConstant(Length, number.Offset - inner.Offset));
        Probe(sizeof(int), nameof(FileHead.MountId));

        if (!_code.TryLoad(Length, Owner, _task, "files.fdt.close_on_exec"u8)) return false;
        _code.Add(BpfInstruction.Load(sizeof(int), Value, Context, 2 * sizeof(long)));
        _code.Add(BpfInstruction.ShiftRight(Value, 3));
        _code.Add(BpfInstruction.Add(Length, Value));
        Probe(sizeof(byte), nameof(FileHead.ClosedOnExec));
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
        if (_btf.Find(BtfKind.Structure, "file_lock_context"u8) is not { } context || !_code.TryLoad(Value, Opened, _file, "f_inode.i_flctx"u8)) return false;
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
