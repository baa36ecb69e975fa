using System.Reflection;

namespace Vmon.Bench;

/// <summary>Scripts embedded in the assembly.</summary>
internal static class EmbeddedText
{
    internal static string Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
