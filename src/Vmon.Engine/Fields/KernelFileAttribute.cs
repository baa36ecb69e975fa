namespace Vmon.Fields;

/// <summary>The file whose fields an enumeration lists, by the kernel's names.</summary>
/// <param name="name">Name of the file in /proc/PID.</param>
/// <param name="offset">Added to the value of a member for its position in the file, where two enumerations share it.</param>
[AttributeUsage(AttributeTargets.Enum)]
internal sealed class KernelFileAttribute(string name, int offset = 0) : Attribute
{
    internal string Name { get; } = name;

    internal int Offset { get; } = offset;
}
