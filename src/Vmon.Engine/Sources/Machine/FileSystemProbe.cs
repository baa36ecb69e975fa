using System.Globalization;
using Vmon.Native;
using Vmon.Parsing;
using Vmon.Parsing.Machine;
using Vmon.ProcFs;

namespace Vmon.Sources.Machine;

/// <summary>Asks a mounted file system for its space. A file system of a server that does not answer blocks.</summary>
internal sealed unsafe class FileSystemProbe : IBlockingRead
{
    private readonly Mount _mount;
    private readonly byte[] _path;
    private readonly byte[] _head;
    private StatVfs _space;
    private bool _isKnown;

    internal FileSystemProbe(Mount mount)
    {
        _mount = mount;
        _path = [.. OctalEscapes.Decode(ProcText.Encode(mount.MountPoint)), 0];
        string source = mount.Source.Length == 0 ? "none" : mount.Source;
        _head = ProcText.Encode($"{mount.MountPoint} {source} {mount.Type} {mount.Device} {(mount.IsReadOnly ? "ro" : "rw")} ");
        string[] device = mount.Device.Split(':');
        Identity = new FileIdentity(uint.Parse(device[0], CultureInfo.InvariantCulture), uint.Parse(device[1], CultureInfo.InvariantCulture), Inode: 0);
    }

    /// <summary>The device, with an inode number that no file has.</summary>
    public FileIdentity? Identity { get; }

    public bool IsLong => false;

    public void Read()
    {
        fixed (byte* path = _path)
        fixed (StatVfs* space = &_space)
        {
            do _isKnown = Libc.StatVfs(path, space) == 0;
            while (!_isKnown && ReadStatuses.LastErrno == Errno.EINTR);
        }
    }

    public void Close()
    {
    }

    internal void Forget() => _isKnown = false;

    /// <summary>A probe of the same file system, if a thread is still blocked in this one.</summary>
    internal FileSystemProbe Renew() => new(_mount);

    /// <summary>Appends the line that <see cref="FileSystemCounters"/> parses. Nothing for a file system without blocks.</summary>
    internal void AppendTo(TextBuffer text)
    {
        if (_isKnown && _space.Blocks == 0) return;
        text.Append(_head);
        if (_isKnown)
        {
            text.Append(_space.BlockSize, (byte)' ');
            text.Append(_space.Blocks, (byte)' ');
            text.Append(_space.FreeBlocks, (byte)' ');
            text.Append(_space.AvailableBlocks, (byte)' ');
            text.Append(_space.Inodes, (byte)' ');
            text.Append(_space.FreeInodes, (byte)'\n');
        }
        else
        {
            text.Append("-\n"u8);
        }
    }
}
