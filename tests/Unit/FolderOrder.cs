using System.Reflection;

namespace Vmon.Tests;

/// <summary>
/// The order of the folders of an assembly: a type uses only types of its own folder and of folders before it. The root, beside the folders,
/// comes last. A type of the root counts as the last folder that it uses, directly or through other types of the root. So a plain value, which
/// uses none, can be used by all.
/// </summary>
internal sealed class FolderOrder
{
    private readonly string _root;
    private readonly string[] _folders;
    private readonly Dictionary<Type, Type[]> _uses;

    internal FolderOrder(Assembly assembly, string root, params string[] folders)
    {
        _root = root;
        _folders = folders;
        _uses = assembly.GetTypes().Where(type => !type.IsNested && IsOurs(type)).ToDictionary(type => type, type => TypeUses.Of(type).Where(used => used.Assembly == assembly && IsOurs(used)).ToArray());
    }

    /// <summary>"A uses B" for each use against the order.</summary>
    internal IEnumerable<string> ArrowsBack =>
        from type in _uses.Keys
        where !IsRoot(type)
        from used in _uses[type]
        where Rank(used) > Rank(type)
        select $"{type} uses {used}";

    /// <summary>Folders that the order lacks.</summary>
    internal IEnumerable<string> Missing => _uses.Keys.Where(type => !IsRoot(type)).Select(Folder).Distinct().Except(_folders);

    // Not what the compiler and the generator of regular expressions add.
    private bool IsOurs(Type type) => type.Namespace == _root || type.Namespace?.StartsWith(_root + '.', StringComparison.Ordinal) == true;

    private bool IsRoot(Type type) => type.Namespace == _root;

    private string Folder(Type type) => type.Namespace![(_root.Length + 1)..].Split('.')[0];

    private int Rank(Type type) => IsRoot(type) ? UsedBy(type).Where(used => !IsRoot(used)).Select(Rank).DefaultIfEmpty(-1).Max() : Array.IndexOf(_folders, Folder(type));

    // What a type of the root uses, and what the types of the root among these use.
    private HashSet<Type> UsedBy(Type type)
    {
        HashSet<Type> used = [type];
        Queue<Type> open = new(used);
        while (open.TryDequeue(out Type? next))
            foreach (Type one in IsRoot(next) ? _uses[next] : [])
                if (used.Add(one)) open.Enqueue(one);
        return used;
    }
}
