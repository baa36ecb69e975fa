namespace Vmon.Fields;

/// <summary>The file whose fields an enumeration lists, by the kernel's names.</summary>
/// <param name="name">Name of the file in /proc/PID.</param>
[AttributeUsage(AttributeTargets.Enum)]
internal sealed class KernelFileAttribute(string name) : Attribute
{
    internal string Name { get; } = name;
}
