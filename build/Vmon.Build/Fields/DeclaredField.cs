using System.Reflection;
using Vmon.Fields;

namespace Vmon.Build.Fields;

/// <summary>A public property that is declared as a field, and what follows from its declaration.</summary>
internal sealed record DeclaredField(PropertyInfo Property, FieldAttribute Declaration)
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    internal string Name => Property.Name;

    /// <summary>Such as Int64, String[] or Int64 by name.</summary>
    internal string Type => NameOf(Property.PropertyType);

    /// <summary>A dash for no unit.</summary>
    internal string Unit => Declaration.Unit ?? Type switch
    {
        nameof(TimeSpan) => "time span",
        nameof(DateTimeOffset) => "local time",
        _ => "-",
    };

    /// <summary>Files and other sources. A dash for none.</summary>
    internal string From => Declaration.Sources.Count == 0 ? "-" : string.Join(", ", Declaration.Sources.Select(Source).Distinct());

    internal string Null => !IsNullable ? "never" : Declaration.OfInterval ? "interval" : "unread";

    internal bool IsNullable => new NullabilityInfoContext().Create(Property).ReadState == NullabilityState.Nullable;

    internal IReadOnlyList<string> Sets => Declaration.Sets?.Split(' ') ?? [];

    /// <summary>The fields that a type declares, without those of its base, in the order of its declaration.</summary>
    internal static IReadOnlyList<DeclaredField> Of(Type type) =>
    [
        .. type.GetProperties(Declared).OrderBy(property => property.MetadataToken)
            .Select(property => (Property: property, Declaration: property.GetCustomAttribute<FieldAttribute>()))
            .Where(found => found.Declaration is not null).Select(found => new DeclaredField(found.Property, found.Declaration!)),
    ];

    /// <summary>The types that declare fields.</summary>
    internal static IEnumerable<Type> Types => typeof(ProcessSample).Assembly.GetExportedTypes().Where(type => Of(type).Count > 0);

    // An enumeration of the kernel's fields names its file.
    private static string Source(object source) => source as string ?? source.GetType().GetCustomAttribute<KernelFileAttribute>()!.Name;

    private static string NameOf(Type type) => type.GenericTypeArguments switch
    {
        [Type value] when type.IsValueType => NameOf(value),
        [Type item] => NameOf(item) + "[]",
        [_, Type value] => NameOf(value) + " by name",
        _ => type.Name,
    };
}
