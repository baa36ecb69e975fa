using Vmon.Metrics.Labels;

namespace Vmon.Metrics;

/// <summary>Attributes of the resource, by the semantic conventions: the service and its host.</summary>
internal static class MachineResource
{
    private const string MachineIdFile = "/etc/machine-id";
    private const string ReleaseFile = "/proc/sys/kernel/osrelease";

    /// <summary>The attributes of this machine.</summary>
    internal static LabelSet Read()
    {
        Version version = typeof(MachineResource).Assembly.GetName().Version!;
        List<KeyValuePair<string, string>> attributes =
        [
            new("service.name", "vmon"),
            new("service.version", version.ToString(3)),
            new("host.name", LabelText.Clean(Environment.MachineName)),
            new("os.type", "linux"),
        ];
        if (FirstLine(MachineIdFile) is { } id) attributes.Add(new("host.id", id));
        if (FirstLine(ReleaseFile) is { } release) attributes.Add(new("os.version", release));
        return new LabelSet([.. attributes]);
    }

    private static string? FirstLine(string path)
    {
        try
        {
            return File.ReadLines(path).FirstOrDefault() is { Length: > 0 } line ? LabelText.Clean(line.Trim()) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
