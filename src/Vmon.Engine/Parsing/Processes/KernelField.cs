using System.Reflection;
using Vmon.Fields;

namespace Vmon.Parsing.Processes;

/// <summary>A field of a kernel file of a process, and its place among the fields of that file.</summary>
/// <param name="File">Name of the file in /proc/PID.</param>
/// <param name="Name">The kernel's name.</param>
/// <param name="Position">Unique in the file. Not that of another version: new fields can move the following ones.</param>
internal readonly record struct KernelField(string File, string Name, int Position)
{
    /// <summary>Every field that a record has.</summary>
    internal static IReadOnlyList<KernelField> All { get; } =
    [
        .. Of<StatField>(), .. Of<StatmField>(), .. Of<IoField>(), .. Of<StatusField>(), .. Of<StatusText>(), .. Of<SchedField>(), .. Of<SmapsField>(),
    ];

    private static IEnumerable<KernelField> Of<TField>()
        where TField : struct, Enum
    {
        KernelFileAttribute file = typeof(TField).GetCustomAttribute<KernelFileAttribute>()!;
        return Enum.GetValues<TField>().Select(field => new KernelField(file.Name, field.ToString(), file.Offset + Convert.ToInt32(field, null)));
    }
}
