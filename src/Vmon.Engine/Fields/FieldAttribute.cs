namespace Vmon.Fields;

/// <summary>
/// Declares a public property of the objects. The build derives its row in about_Vmon_Objects, its line in the list view, its place in the
/// property sets and in the serialized properties. Type, null and text follow from the property and its XML documentation.
/// </summary>
/// <param name="sources">Fields of kernel files, such as StatField.utime, or names of files and other sources. None if nothing is read.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FieldAttribute(params object[] sources) : Attribute
{
    /// <summary>Members of enumerations that have a <see cref="KernelFileAttribute"/>, and names.</summary>
    internal IReadOnlyList<object> Sources { get; } = sources;

    /// <summary>Unit, such as bytes or 1/s. Null if the value has none, or if it follows from the type.</summary>
    public string? Unit { get; init; }

    /// <summary>Whether the value needs a previous sample.</summary>
    public bool OfInterval { get; init; }

    /// <summary>Heading of its table in about_Vmon_Objects. Null if the type has one table.</summary>
    public string? Group { get; init; }

    /// <summary>Property sets that contain it, separated by spaces.</summary>
    public string? Sets { get; init; }

    /// <summary>Whether Export-Clixml, jobs and remoting transfer it. Not what would take other objects along.</summary>
    public bool IsSerialized { get; init; } = true;

    /// <summary>Metric of OpenTelemetry's semantic conventions, with its attribute, such as process.cpu.time{cpu.mode=user}. Null if there is none.</summary>
    public string? Metric { get; init; }
}

/// <summary>The file whose fields an enumeration lists, by the kernel's names.</summary>
/// <param name="name">Name of the file in /proc/PID.</param>
/// <param name="offset">Added to the value of a member for its position in the file, where two enumerations share it.</param>
[AttributeUsage(AttributeTargets.Enum)]
internal sealed class KernelFileAttribute(string name, int offset = 0) : Attribute
{
    internal string Name { get; } = name;

    internal int Offset { get; } = offset;
}
