using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Vmon.Native;

namespace Vmon.Kernel.Files;

/// <summary>
/// Assembles the program that the kernel runs for each open descriptor. It copies <see cref="FileHead"/> and the text of the link to a map, and from there to the stream.
/// It has no loop and writes nothing else, which the kernel verifies.
/// </summary>
internal readonly ref struct FileProgram
{
    /// <summary>Bytes of a text at most, with the NUL. Longer ones are rare, and any user can have many.</summary>
    internal const int MostText = 512;

    /// <summary>Bytes of the map.</summary>
    internal static readonly int RecordSize = Unsafe.SizeOf<FileHead>() + (2 * MostText);

    private const int ReadKernel = 113;
    private const int WriteToStream = 127;
    private const int PathOf = 147;

    private const int Value = 1;
    private const int Other = 2;
    private const int Length = 3;
    private const int Context = 6;
    private const int Record = 7;
    private const int Task = 8;
    private const int File = 9;

    private static readonly int HeadSize = Unsafe.SizeOf<FileHead>();

    private readonly BpfCode _code;
    private readonly Btf _btf;
    private readonly int _task;
    private readonly int _file;

    private FileProgram(Btf btf, int task, int file)
    {
        _code = new BpfCode(btf);
        _btf = btf;
        _task = task;
        _file = file;
    }

    /// <summary>Assembles the program for the types of the running kernel. Null if it lacks a field.</summary>
    /// <param name="btf">The types.</param>
    /// <param name="map">Descriptor of a map with one value of <see cref="RecordSize"/> bytes.</param>
    internal static BpfInstruction[]? Assemble(Btf btf, int map)
    {
        if (btf.Find(BtfKind.Structure, "task_struct"u8) is not { } task || btf.Find(BtfKind.Structure, "file"u8) is not { } file) return null;
        return btf.Find(file, "f_path"u8) is [{ } path] ? new FileProgram(btf, task, file).Whole(map, path.Offset) : null;
    }

    // struct bpf_iter__task_file { struct bpf_iter_meta *meta; struct task_struct *task; u32 fd; struct file *file; }, 8 bytes each
    private BpfInstruction[]? Whole(int map, int path)
    {
        _code.Add(BpfInstruction.Move(Context, 1));
        _code.Add(BpfInstruction.Load(sizeof(long), Task, Context, sizeof(long)));
        _code.Add(BpfInstruction.Load(sizeof(long), File, Context, 3 * sizeof(long)));
        int noTask = _code.Jump(BpfInstruction.SkipIfZero(Task, 0));
        int noFile = _code.Jump(BpfInstruction.SkipIfZero(File, 0));
        if (!_code.TryLoad(Value, Task, _task, "pid"u8) || !_code.TryLoad(Other, Task, _task, "tgid"u8)) return null;
        int isThread = _code.Jump(BpfInstruction.SkipIfNotEqual(Value, Other, 0));
        foreach (BpfInstruction half in BpfInstruction.SetToValue(Record, map)) _code.Add(half);
        FileFacts facts = (TryCopySize() ? FileFacts.Size : 0) | (TryCopyInfo() ? FileFacts.Info : 0);
        _code.Add(BpfInstruction.Set(Value, (int)facts));
        _code.Add(BpfInstruction.Store(sizeof(int), Record, Offset(nameof(FileHead.Facts)), Value));
        if (!TryCopyHead()) return null;
        CopyText(path);
        Write();
        foreach (int end in (ReadOnlySpan<int>)[noTask, noFile, isThread]) _code.Land(end);
        _code.Return(0);
        return _code.Instructions;
    }

    private bool TryCopyHead()
    {
        _code.Add(BpfInstruction.Load(sizeof(int), Value, Context, 2 * sizeof(long)));
        _code.Add(BpfInstruction.Store(sizeof(int), Record, Offset(nameof(FileHead.Descriptor)), Value));
        return TryCopy(Task, _task, "tgid"u8, sizeof(int), nameof(FileHead.ProcessId))
            && TryCopy(Task, _task, "start_boottime"u8, sizeof(long), nameof(FileHead.StartTime))
            && TryCopy(Task, _task, "files"u8, sizeof(long), nameof(FileHead.Table))
            && TryCopy(File, _file, "f_mode"u8, sizeof(int), nameof(FileHead.OpenMode))
            && TryCopy(File, _file, "f_inode.i_ino"u8, sizeof(long), nameof(FileHead.Inode))
            && TryCopy(File, _file, "f_inode.i_mode"u8, sizeof(int), nameof(FileHead.FileMode))
            && TryCopy(File, _file, "f_inode.i_nlink"u8, sizeof(int), nameof(FileHead.LinkCount))
            && TryCopy(File, _file, "f_inode.i_rdev"u8, sizeof(int), nameof(FileHead.SpecialDevice))
            && TryCopy(File, _file, "f_inode.i_sb.s_dev"u8, sizeof(int), nameof(FileHead.Device))
            && TryCopy(File, _file, "f_inode.i_sb.s_magic"u8, sizeof(long), nameof(FileHead.FileSystem));
    }

    // A list head that points to itself: the inode is not queued for writing.
    private bool TryCopySize()
    {
        if (_btf.Find(_file, "f_inode"u8) is not [{ } inode] || _btf.Find(BtfKind.Structure, "inode"u8) is not { } type) return false;
        if (_btf.Find(type, "i_io_list"u8) is not [{ } list] || list.Offset > short.MaxValue) return false;
        _code.Add(BpfInstruction.Load(sizeof(long), Value, File, inode.Offset));
        _code.Add(BpfInstruction.Load(sizeof(long), Other, Value, list.Offset));
        _code.Add(BpfInstruction.AddConstant(Value, list.Offset));
        _code.Add(BpfInstruction.Set(Length, 0));
        int isQueued = _code.Jump(BpfInstruction.SkipIfNotEqual(Value, Other, 0));
        _code.Add(BpfInstruction.Set(Length, 1));
        _code.Land(isQueued);
        _code.Add(BpfInstruction.Store(sizeof(long), Record, Offset(nameof(FileHead.IsWritten)), Length));
        return TryCopy(File, _file, "f_inode.i_size"u8, sizeof(long), nameof(FileHead.Size))
            && TryCopy(File, _file, "f_inode.i_blocks"u8, sizeof(long), nameof(FileHead.Blocks))
            && TryCopy(File, _file, "f_inode.i_mapping.nrpages"u8, sizeof(long), nameof(FileHead.CachedPages));
    }

    // The mount that a path has is a member of the one that has the number.
    private bool TryCopyInfo()
    {
        if (_btf.Find(BtfKind.Structure, "mount"u8) is not { } mount) return false;
        if (_btf.Find(mount, "mnt"u8) is not [{ } inner] || _btf.Find(mount, "mnt_id"u8) is not [{ Size: sizeof(int) } number]) return false;
        if (!_code.TryLoad(Length, File, _file, "f_path.mnt"u8)) return false;
        _code.Add(BpfInstruction.AddConstant(Length, number.Offset - inner.Offset));
        Probe(sizeof(int), nameof(FileHead.MountId));

        if (!_code.TryLoad(Length, Task, _task, "files.fdt.close_on_exec"u8)) return false;
        _code.Add(BpfInstruction.Load(sizeof(int), Value, Context, 2 * sizeof(long)));
        _code.Add(BpfInstruction.ShiftRight(Value, 6));
        _code.Add(BpfInstruction.ShiftLeft(Value, 3));
        _code.Add(BpfInstruction.Add(Length, Value));
        Probe(sizeof(long), nameof(FileHead.ClosedOnExec));
        return TryCopy(File, _file, "f_pos"u8, sizeof(long), nameof(FileHead.Position))
            && TryCopy(File, _file, "f_flags"u8, sizeof(int), nameof(FileHead.Flags))
            && TryCopy(File, _file, "f_op.show_fdinfo"u8, sizeof(long), nameof(FileHead.ShowInfo))
            && TryCopyLocks();
    }

    // A file that ever had one has a structure with three lists.
    private bool TryCopyLocks()
    {
        if (_btf.Find(BtfKind.Structure, "file_lock_context"u8) is not { } context || !_code.TryLoad(Value, File, _file, "f_inode.i_flctx"u8)) return false;
        if (Lists(context) is not [{ } flock, { } posix, { } lease]) return false;
        _code.Add(BpfInstruction.Set(4, 0));
        int isNone = _code.Jump(BpfInstruction.SkipIfZero(Value, 0));
        foreach (int list in (ReadOnlySpan<int>)[flock, posix, lease])
        {
            _code.Add(BpfInstruction.Load(sizeof(long), Other, Value, list));
            _code.Add(BpfInstruction.Move(Length, Value));
            _code.Add(BpfInstruction.AddConstant(Length, list));
            int isEmpty = _code.Jump(BpfInstruction.SkipIfNotEqual(Length, Other, 0));
            int next = _code.Jump(BpfInstruction.Skip(0));
            _code.Land(isEmpty);
            _code.Add(BpfInstruction.Set(4, 1));
            _code.Land(next);
        }

        _code.Land(isNone);
        _code.Add(BpfInstruction.Store(sizeof(long), Record, Offset(nameof(FileHead.HasLocks)), 4));
        return true;
    }

    private int[] Lists(int context)
    {
        List<int> offsets = [];
        foreach (string name in (ReadOnlySpan<string>)["flc_flock", "flc_posix", "flc_lease"])
            if (_btf.Find(context, System.Text.Encoding.ASCII.GetBytes(name)) is [{ } list]) offsets.Add(list.Offset);
        return [.. offsets];
    }

    // Copies memory whose address is in register 3.
    private void Probe(int size, string field)
    {
        _code.Add(BpfInstruction.Move(1, Record));
        _code.Add(BpfInstruction.AddConstant(1, Offset(field)));
        _code.Add(BpfInstruction.Set(2, size));
        _code.Add(BpfInstruction.Call(ReadKernel));
    }

    private bool TryCopy(int structure, int type, ReadOnlySpan<byte> path, int size, string field)
    {
        if (!_code.TryLoad(Value, structure, type, path)) return false;
        _code.Add(BpfInstruction.Store(size, Record, Offset(field), Value));
        return true;
    }

    // The magic number is in register 1. Leaves the length of the record in register 3.
    private void CopyText(int path)
    {
        _code.Add(BpfInstruction.Set(Length, 0));
        int isPipe = _code.Jump(BpfInstruction.SkipIfEqual(Value, (int)FileSystems.Pipes, 0));
        int isSocket = _code.Jump(BpfInstruction.SkipIfEqual(Value, (int)FileSystems.Sockets, 0));
        _code.Add(BpfInstruction.Move(1, File));
        _code.Add(BpfInstruction.AddConstant(1, path));
        _code.Add(BpfInstruction.Move(2, Record));
        _code.Add(BpfInstruction.AddConstant(2, HeadSize));
        _code.Add(BpfInstruction.Set(3, MostText));
        _code.Add(BpfInstruction.Call(PathOf));
        _code.Add(BpfInstruction.Move(Length, 0));
        _code.Land(isPipe);
        _code.Land(isSocket);
        _code.Add(BpfInstruction.Store(sizeof(int), Record, Offset(nameof(FileHead.TextLength)), Length));
        int hasText = _code.Jump(BpfInstruction.SkipIfNotNegative(Length, 0));
        _code.Add(BpfInstruction.Set(Length, 0));
        _code.Land(hasText);
        _code.Add(BpfInstruction.And(Length, (2 * MostText) - 1));
        _code.Add(BpfInstruction.AddConstant(Length, HeadSize));
    }

    private void Write()
    {
        _code.Add(BpfInstruction.Load(sizeof(long), 1, Context, 0));
        _code.Add(BpfInstruction.Load(sizeof(long), 1, 1, 0));
        _code.Add(BpfInstruction.Move(2, Record));
        _code.Add(BpfInstruction.Call(WriteToStream));
    }

    private static int Offset(string field) => (int)Marshal.OffsetOf<FileHead>(field);
}
