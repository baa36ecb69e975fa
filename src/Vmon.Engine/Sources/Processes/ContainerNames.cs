using System.Text;
using Vmon.Native;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;

namespace Vmon.Sources.Processes;

/// <summary>The names of containers, from the files that their runtimes keep. No daemon is asked. Only root can read most of them. A name is looked up once a minute at most.</summary>
/// <param name="time">The clock.</param>
/// <param name="root">The directory below which the files are; that of the machine by default.</param>
/// <param name="homes">The home directories of users. Null for this machine's user database.</param>
internal sealed class ContainerNames(TimeProvider time, string root = "/", HomeFiles.Question? homes = null)
{
    private const string Docker = "var/lib/docker/containers";
    private const string Stored = "var/lib/containers/storage/overlay-containers";
    private const string StoredOfUser = ".local/share/containers/storage";
    private const string Running = "run/containerd/io.containerd.runtime.v2.task";
    private const int MostNames = 16 * 1024;

    private static readonly TimeSpan Validity = TimeSpan.FromMinutes(1);
    private static readonly string[] StoredLists = [$"{Stored}/containers.json", $"{Stored}/volatile-containers.json"];

    // Older machines let ordinary users mount no overlay.
    private static readonly string[] ListsOfUser =
    [
        $"{StoredOfUser}/overlay-containers/containers.json", $"{StoredOfUser}/overlay-containers/volatile-containers.json", $"{StoredOfUser}/vfs-containers/containers.json",
    ];

    private readonly Dictionary<string, (string? Name, long LookedUp)> _names = [];
    private readonly ReadBuffer _buffer = new();
    private readonly HomeFiles _homes = new(homes);
    private readonly Lock _gate = new();

    /// <summary>The name of a container. Null if it has none, is not known to its runtime, or if the files may not be read.</summary>
    internal string? NameOf(CgroupNames names)
    {
        if (names.ContainerId is not { } id || names.ContainerName is not null || !IsFileName(id)) return null;
        lock (_gate)
        {
            if (_names.TryGetValue(id, out (string? Name, long LookedUp) known) && time.GetElapsedTime(known.LookedUp) < Validity) return known.Name;
            if (_names.Count >= MostNames) _names.Clear();
            string? name = LookUp(id, names);
            _names[id] = (name, time.GetTimestamp());
            return name;
        }
    }

    private static bool IsFileName(string id) => !id.Contains('/', StringComparison.Ordinal) && id is not ("." or "..");

    private string? LookUp(string id, CgroupNames names) => names.ContainerRuntime switch
    {
        "docker" => NameOfDocker(id),
        "podman" => (names.SliceUser is { } user ? StoredName(id, user) : null) ?? StoredName(id),
        "cri-o" => Read($"{Stored}/{id}/userdata/config.json", ContainerFiles.AnnotatedName) ?? StoredName(id),
        "containerd" => NameOfContainerd(id),
        null => NameOfContainerd(id) ?? NameOfDocker(id),
        _ => null,
    };

    private string? NameOfDocker(string id) => Read($"{Docker}/{id}/config.v2.json", ContainerFiles.DockerName);

    private string? NameOfContainerd(string id) =>
        Read($"{Running}/k8s.io/{id}/config.json", ContainerFiles.AnnotatedName) ?? Read($"{Running}/default/{id}/config.json", ContainerFiles.AnnotatedName);

    private string? StoredName(string id)
    {
        foreach (string list in StoredLists)
            if (Read(list, json => ContainerFiles.StoredName(json, id)) is { } name) return name;
        return null;
    }

    private string? StoredName(string id, uint user)
    {
        foreach (string list in ListsOfUser)
            if (_homes.Read(user, list) is { } json && ContainerFiles.StoredName(json, id) is { } name) return name;
        return null;
    }

    private string? Read(string path, NameReader nameIn)
    {
        ReadStatus status = ProcRoot.OpenAt(Libc.CurrentDirectory, Encoding.UTF8.GetBytes(Path.Join(root, path) + '\0'), isDirectory: false, out int descriptor);
        return status == ReadStatus.Ok && ProcFile.ReadAndClose(descriptor, _buffer, out int length) == ReadStatus.Ok ? nameIn(_buffer.First(length)) : null;
    }

    private delegate string? NameReader(ReadOnlySpan<byte> json);
}
