namespace Vmon.Tests.Engine;

/// <summary>The order of the folders of src/Vmon.Engine. What lies beside them, the public API, comes last.</summary>
public class ArrowTests
{
    private const string Root = "";

    private static readonly string[] Order = ["Native", "Parsing", "ProcFs", "Kernel", "Sources", "Model", Root];

    private static readonly Dictionary<Type, HashSet<Type>> Uses =
        typeof(VmonSession).Assembly.GetTypes().Where(type => !type.IsNested && IsOurs(type)).ToDictionary(type => type, type => TypeUses.Of(type).Where(IsOurs).ToHashSet());

    private static readonly Dictionary<Type, bool> Plain = [];

    [Fact]
    public void Folders_use_only_folders_before_them_and_plain_values() => Assert.Empty(
        from type in Uses.Keys
        from used in Uses[type]
        where Rank(used) > Rank(type) && !IsPlain(used)
        select $"{type} uses {used}");

    [Fact]
    public void Folders_are_all_in_the_order() =>
        Assert.Equal(Order.Order(StringComparer.Ordinal), Uses.Keys.Select(Folder).Distinct().Order(StringComparer.Ordinal));

    /// <summary>A public type that uses no folder: an enum, an identity, an exception. Every folder may use it.</summary>
    private static bool IsPlain(Type type)
    {
        if (Plain.TryGetValue(type, out bool known)) return known;
        if (Folder(type) != Root) return false;
        Plain[type] = true; // for types that use each other
        return Plain[type] = Uses[type].All(IsPlain);
    }

    private static int Rank(Type type) => Array.IndexOf(Order, Folder(type));

    private static string Folder(Type type) => type.Namespace!.Split('.') is [_, string folder, ..] ? folder : Root;

    // Not what the compiler adds.
    private static bool IsOurs(Type type) => type.Assembly == typeof(VmonSession).Assembly && type.Namespace?.Split('.')[0] == "Vmon";
}
