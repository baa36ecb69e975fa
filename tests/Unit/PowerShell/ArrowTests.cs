using Vmon.PowerShell;

namespace Vmon.Tests.PowerShell;

/// <summary>The order of the folders of src/Vmon.PowerShell. What lies beside them, the cmdlets and their parameter types, comes last.</summary>
public class ArrowTests
{
    private const string Root = "";

    private static readonly string[] Order = ["Text", "Parameters", "Messages", "Sessions", "Syntax", "Completion", "Views", "Json", Root];

    // The values of parameters have public names in the root. They use Text, and every folder behind it may use them.
    private static readonly Type[] Values = [typeof(ProcessReference), typeof(ReferenceMatch), typeof(SessionReference), typeof(SignalReference)];

    [Fact]
    public void Folders_use_only_folders_before_them() => Assert.Empty(
        from type in typeof(VmonCommand).Assembly.GetTypes()
        where !type.IsNested && IsOurs(type)
        from used in TypeUses.Of(type)
        where IsOurs(used) && Rank(used) > Rank(type)
        select $"{type} uses {used}");

    [Fact]
    public void Folders_are_all_in_the_order() => Assert.Equal(
        Order.Order(StringComparer.Ordinal),
        typeof(VmonCommand).Assembly.GetTypes().Where(IsOurs).Select(Folder).Distinct().Order(StringComparer.Ordinal));

    private static double Rank(Type type) => Values.Contains(type) ? 0.5 : Array.IndexOf(Order, Folder(type));

    private static string Folder(Type type) => type.Namespace!["Vmon.PowerShell".Length..].TrimStart('.');

    // Not what the compiler and the generator of regular expressions add.
    private static bool IsOurs(Type type) => type.Assembly == typeof(VmonCommand).Assembly && type.Namespace?.StartsWith("Vmon.PowerShell", StringComparison.Ordinal) == true;
}
