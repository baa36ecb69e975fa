using System.ComponentModel;

namespace Vmon.Tests;

public class TypeUsesTests
{
    [Theory]
    [InlineData(typeof(InBase))]
    [InlineData(typeof(InInterface))]
    [InlineData(typeof(InConstraint<>))]
    [InlineData(typeof(InAttribute))]
    [InlineData(typeof(InField))]
    [InlineData(typeof(InGenericArgument))]
    [InlineData(typeof(InReturnType))]
    [InlineData(typeof(InParameter))]
    [InlineData(typeof(InLocal))]
    [InlineData(typeof(InCall))]
    [InlineData(typeof(InCallAfterSwitch))]
    [InlineData(typeof(InLambda))]
    [InlineData(typeof(InIterator))]
    [InlineData(typeof(InNested))]
    [InlineData(typeof(InCatch))]
    public void Of_finds_a_use(Type type) => Assert.Contains(typeof(Used), TypeUses.Of(type));

    [Fact]
    public void Of_is_empty_without_a_use() => Assert.DoesNotContain(typeof(Used), TypeUses.Of(typeof(Unrelated)));
}

internal class Used : Exception
{
    internal static int Number { get; set; }
}

internal sealed class Unrelated;

internal sealed class InBase : Used;

internal sealed class InInterface : IComparable<Used>
{
    public int CompareTo(Used? other) => 0;
}

internal sealed class InConstraint<T>
    where T : Used;

[TypeConverter(typeof(Used))]
internal sealed class InAttribute;

internal sealed class InField
{
    private readonly Used? _field;

    internal InField(object? value) => _field = value as Used;

    internal bool IsSet => _field is not null;
}

internal sealed class InGenericArgument
{
    internal Dictionary<string, Used[]> Field = [];
}

internal sealed class InReturnType
{
    internal static Used? Method() => null;
}

internal sealed class InParameter
{
    internal static void Method(in Used used) => _ = used;
}

internal sealed class InLocal
{
    internal static string Method(object value) => value is Used used ? used.Message : "";
}

internal sealed class InCall
{
    internal static int Method() => Used.Number;
}

internal sealed class InCallAfterSwitch
{
    internal static int Method(int number) => number switch { 0 => 5, 1 => 7, 2 => 1, 3 => 8, 4 => 2, _ => Used.Number };
}

internal sealed class InLambda
{
    internal static Func<int> Method(int number) => () => Used.Number + number;
}

internal sealed class InIterator
{
    internal static IEnumerable<int> Method()
    {
        yield return Used.Number;
    }
}

internal sealed class InNested
{
    internal sealed class Nested
    {
        internal static int Method() => Used.Number;
    }
}

internal sealed class InCatch
{
    internal static void Method(Action action)
    {
        try
        {
            action();
        }
        catch (Used)
        {
        }
    }
}
