namespace Vmon;

/// <summary>The descriptors of a socket, of the oldest process first. Most sockets have one, for which nothing is allocated.</summary>
/// <param name="First">The oldest process. Null if there is none.</param>
/// <param name="Descriptor">Its descriptor.</param>
/// <param name="Listed">The first of several. Null if there is one, or none.</param>
/// <param name="Count">Number of descriptors.</param>
internal readonly record struct HolderList(ProcessSample? First, int Descriptor, ValueList<DescriptorHolder>? Listed, int Count)
{
    internal ValueList<DescriptorHolder> ToList() => Listed ?? (First is null ? ValueList<DescriptorHolder>.Empty : new ValueList<DescriptorHolder>([Of(First, Descriptor)]));

    /// <summary>A process with its descriptor.</summary>
    internal static DescriptorHolder Of(ProcessSample process, int descriptor) =>
        new(process.Id, process.ProcessName, descriptor) { StartTicks = process.StartTicks, IsLocal = process.IsLocal };
}
