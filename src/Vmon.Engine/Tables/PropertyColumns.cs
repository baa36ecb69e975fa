using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Vmon.Fields;

namespace Vmon.Tables;

/// <summary>
/// Derives columns from the declared properties of objects: numbers, truth values, texts and points in time as they are, durations as nanoseconds, members of enumerations as text, and of an
/// identity the start. Lists and objects have no column.
/// </summary>
/// <typeparam name="TObject">The type of the objects.</typeparam>
/// <param name="rows">The most rows.</param>
[RequiresDynamicCode("Getters are called by delegates of their types.")]
[RequiresUnreferencedCode("Getters are called by delegates of their types.")]
internal sealed class PropertyColumns<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TObject>(int rows)
{
    private const string Nanoseconds = "ns";

    private static readonly MethodInfo OfEnum = typeof(PropertyColumns<TObject>).GetMethod(nameof(Enum), BindingFlags.Instance | BindingFlags.NonPublic)!;

    private delegate TProperty Getter<TProperty>(TObject item);

    /// <summary>The columns of the properties that are chosen.</summary>
    internal IObjectColumn<TObject>[] Of(Func<PropertyInfo, bool> isChosen) =>
        [.. typeof(TObject).GetProperties().Where(static property => property.IsDefined(typeof(FieldAttribute))).Where(isChosen).Select(Column).OfType<IObjectColumn<TObject>>().DistinctBy(static column => column.Column.Name)];

    private IObjectColumn<TObject>? Column(PropertyInfo property)
    {
        string? unit = property.GetCustomAttribute<FieldAttribute>()!.Unit;
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type == typeof(string)) return Text(property);
        if (type == typeof(int)) return Value<int, long>(property, unit, static number => number);
        if (type == typeof(long)) return Value<long, long>(property, unit, static number => number);
        if (type == typeof(double)) return Value<double, double>(property, unit, static number => number);
        if (type == typeof(bool)) return Value<bool, bool>(property, unit, static truth => truth);
        if (type == typeof(DateTimeOffset)) return Value<DateTimeOffset, DateTime>(property, unit, static time => time.UtcDateTime);
        if (type == typeof(TimeSpan)) return Value<TimeSpan, long>(property, Nanoseconds, static time => time.Ticks * TimeSpan.NanosecondsPerTick);
        if (type == typeof(ProcessIdentity)) return Value<ProcessIdentity, long>(property, "ticks", static identity => identity.StartTicks, nameof(ProcessIdentity.StartTicks));
        return type.IsEnum ? (IObjectColumn<TObject>)OfEnum.MakeGenericMethod(type).Invoke(this, [property])! : null;
    }

    private ObjectColumn<TObject, string> Text(PropertyInfo property)
    {
        Getter<string?> get = property.GetMethod!.CreateDelegate<Getter<string?>>();
        return new(property.Name, null, isNullable: true, rows, (TObject item, out string value) => (value = get(item)!) is not null);
    }

    private ObjectColumn<TObject, string> Enum<TEnum>(PropertyInfo property)
        where TEnum : struct, Enum
    {
        Dictionary<TEnum, string> names = [];
        return Value<TEnum, string>(property, null, value =>
        {
            if (!names.TryGetValue(value, out string? name)) names.Add(value, name = value.ToString());
            return name;
        });
    }

    private ObjectColumn<TObject, T> Value<TProperty, T>(PropertyInfo property, string? unit, Func<TProperty, T> convert, string? name = null)
        where TProperty : struct
    {
        if (property.PropertyType == typeof(TProperty))
        {
            Getter<TProperty> get = property.GetMethod!.CreateDelegate<Getter<TProperty>>();
            return new(name ?? property.Name, unit, isNullable: false, rows, (TObject item, out T value) =>
            {
                value = convert(get(item));
                return true;
            });
        }

        Getter<TProperty?> getOptional = property.GetMethod!.CreateDelegate<Getter<TProperty?>>();
        return new(name ?? property.Name, unit, isNullable: true, rows, (TObject item, out T value) =>
        {
            TProperty? optional = getOptional(item);
            value = optional is { } known ? convert(known) : default!;
            return optional is not null;
        });
    }
}
