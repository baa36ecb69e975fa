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

    private const int WriteToStream = 127;
    private const int PathOf = 147;

    internal const int Value = 1;
    internal const int Other = 2;
    internal const int Length = 3;
    internal const int Context = 6;
    internal const int Record = 7;
    internal const int Owner = 8;
    internal const int Opened = 9;

    /// <summary>The inode, when the task has been copied.</summary>
    internal const int Node = Owner;

    private static readonly int HeadSize = Unsafe.SizeOf<FileHead>();

    private readonly BpfCode _code;
    private readonly FileDetailsCode _details;
    private readonly int _task;
    private readonly int _file;
    private readonly int _inode;

    private FileProgram(Btf btf, int task, int file, int inode)
    {
        _code = new BpfCode(btf);
        _details = new FileDetailsCode(_code, btf, task, file, inode);
        (_task, _file, _inode) = (task, file, inode);
    }

    /// <summary>Assembles the program for the types of the running kernel. Null if it lacks a field.</summary>
    /// <param name="btf">The types.</param>
    /// <param name="map">Descriptor of a map with one value of <see cref="RecordSize"/> bytes.</param>
    internal static BpfInstruction[]? Assemble(Btf btf, int map)
    {
        if (btf.Find(BtfKind.Structure, "task_struct"u8) is not { } task || btf.Find(BtfKind.Structure, "file"u8) is not { } file) return null;
        if (btf.Find(BtfKind.Structure, "inode"u8) is not { } inode || btf.Find(file, "f_path"u8) is not [{ } path]) return null;
        return new FileProgram(btf, task, file, inode).Whole(map, path.Offset);
    }

    // struct bpf_iter__task_file { struct bpf_iter_meta *meta; struct task_struct *task; u32 fd; struct file *file; }, 8 bytes each
    private BpfInstruction[]? Whole(int map, int path)
    {
        _code.Add(BpfInstruction.Move(Context, 1));
        _code.Add(BpfInstruction.Load(sizeof(long), Owner, Context, sizeof(long)));
        _code.Add(BpfInstruction.Load(sizeof(long), Opened, Context, 3 * sizeof(long)));
        int noTask = _code.Jump(BpfInstruction.SkipIfZero(Owner, 0));
        int noFile = _code.Jump(BpfInstruction.SkipIfZero(Opened, 0));
        if (!_code.TryLoad(Value, Owner, _task, "pid"u8) || !_code.TryLoad(Other, Owner, _task, "tgid"u8)) return null;
        int isThread = _code.Jump(BpfInstruction.SkipIfNotEqual(Value, Other, 0));
        foreach (BpfInstruction half in BpfInstruction.SetToValue(Record, map)) _code.Add(half);
        if (!TryCopyOwner()) return null;
        bool hasOwnerInfo = _details.TryCopyClosedOnExec();
        if (!_code.TryLoad(Node, Opened, _file, "f_inode"u8)) return null;
        FileFacts facts = (_details.TryCopySize() ? FileFacts.Size : 0) | (hasOwnerInfo && _details.TryCopyInfo() ? FileFacts.Info : 0);
        _code.Add(BpfInstruction.Set(Value, (int)facts));
        _code.Add(BpfInstruction.Store(sizeof(byte), Record, Offset(nameof(FileHead.Facts)), Value));
        if (!TryCopyFile()) return null;
        CopyText(path);
        Write();
        foreach (int end in (ReadOnlySpan<int>)[noTask, noFile, isThread]) _code.Land(end);
        _code.Return(0);
        return _code.Instructions;
    }

    private bool TryCopyOwner()
    {
        _code.Add(BpfInstruction.Load(sizeof(int), Value, Context, 2 * sizeof(long)));
        _code.Add(BpfInstruction.Store(sizeof(int), Record, Offset(nameof(FileHead.Descriptor)), Value));
        return TryCopy(_code, Owner, _task, "tgid"u8, sizeof(int), nameof(FileHead.ProcessId))
            && TryCopy(_code, Owner, _task, "start_boottime"u8, sizeof(long), nameof(FileHead.StartTime))
            && TryCopy(_code, Owner, _task, "files"u8, sizeof(long), nameof(FileHead.Table));
    }

    // The magic number is the last, and stays in its register.
    private bool TryCopyFile() =>
        TryCopy(_code, Opened, _file, "f_mode"u8, sizeof(byte), nameof(FileHead.OpenMode))
            && TryCopy(_code, Node, _inode, "i_ino"u8, sizeof(long), nameof(FileHead.Inode))
            && TryCopy(_code, Node, _inode, "i_mode"u8, sizeof(short), nameof(FileHead.FileMode))
            && TryCopy(_code, Node, _inode, "i_nlink"u8, sizeof(int), nameof(FileHead.LinkCount))
            && TryCopy(_code, Node, _inode, "i_rdev"u8, sizeof(int), nameof(FileHead.SpecialDevice))
            && TryCopy(_code, Node, _inode, "i_sb.s_dev"u8, sizeof(int), nameof(FileHead.Device))
            && TryCopy(_code, Node, _inode, "i_sb.s_magic"u8, sizeof(int), nameof(FileHead.FileSystem));

    /// <summary>Copies a member of a structure to the record.</summary>
    internal static bool TryCopy(in BpfCode code, int structure, int type, ReadOnlySpan<byte> path, int size, string field)
    {
        if (!code.TryLoad(Value, structure, type, path)) return false;
        code.Add(BpfInstruction.Store(size, Record, Offset(field), Value));
        return true;
    }

    // The magic number is in register 1. Leaves the length of the record in register 3.
    private void CopyText(int path)
    {
        _code.Add(BpfInstruction.Set(Length, 0));
        int isPipe = _code.Jump(BpfInstruction.SkipIfEqual(Value, (int)FileSystems.Pipes, 0));
        int isSocket = _code.Jump(BpfInstruction.SkipIfEqual(Value, (int)FileSystems.Sockets, 0));
        _code.Add(BpfInstruction.Move(1, Opened));
        _code.Add(BpfInstruction.AddConstant(1, path));
        _code.Add(BpfInstruction.Move(2, Record));
        _code.Add(BpfInstruction.AddConstant(2, HeadSize));
        _code.Add(BpfInstruction.Set(3, MostText));
        _code.Add(BpfInstruction.Call(PathOf));
        _code.Add(BpfInstruction.Move(Length, 0));
        _code.Land(isPipe);
        _code.Land(isSocket);
        _code.Add(BpfInstruction.Store(sizeof(short), Record, Offset(nameof(FileHead.TextLength)), Length));
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

    internal static int Offset(string field) => (int)Marshal.OffsetOf<FileHead>(field);
}
