using System.Text.Json;

namespace Vmon.Parsing.Processes;

/// <summary>The names of containers in the files of their runtimes. Null for a file that is none of them.</summary>
internal static class ContainerFiles
{
    private const int LongestName = 1024;

    // What runtimes of Kubernetes and nerdctl write into config.json for the OCI runtime.
    private static readonly string[] Annotations = ["io.kubernetes.cri.container-name", "io.kubernetes.container.name", "nerdctl/name"];

    // config.v2.json of Docker: {"ID":"4e5f…","Name":"/web","Config":{…},…}
    internal static string? DockerName(ReadOnlySpan<byte> json) => Read(json, static document => TextOf(document, "Name")?.TrimStart('/'));

    // containers.json of containers/storage: [{"id":"4e5f…","names":["web"],"image":"…",…},…]
    internal static string? StoredName(ReadOnlySpan<byte> json, string id) => Read(json, document =>
    {
        if (document.ValueKind != JsonValueKind.Array) return null;
        foreach (JsonElement container in document.EnumerateArray())
        {
            if (TextOf(container, "id") != id) continue;
            return container.TryGetProperty("names", out JsonElement names) && names.ValueKind == JsonValueKind.Array && names.GetArrayLength() > 0 ? TextOf(names[0]) : null;
        }

        return null;
    });

    // config.json: {"ociVersion":"1.1.0","annotations":{"io.kubernetes.cri.container-name":"web",…},…}
    internal static string? AnnotatedName(ReadOnlySpan<byte> json) => Read(json, static document =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty("annotations", out JsonElement annotations)
            ? Annotations.Select(annotation => TextOf(annotations, annotation)).FirstOrDefault(static name => name is not null)
            : null);

    private static string? Read(ReadOnlySpan<byte> json, Func<JsonElement, string?> nameIn)
    {
        try
        {
            Utf8JsonReader reader = new(json);
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            return nameIn(document.RootElement) is { Length: > 0 and <= LongestName } name ? name : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null; // half written, or with a text that is not valid Unicode
        }
    }

    private static string? TextOf(JsonElement parent, string property) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(property, out JsonElement value) ? TextOf(value) : null;

    private static string? TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
