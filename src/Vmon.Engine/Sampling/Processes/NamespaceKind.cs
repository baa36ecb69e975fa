namespace Vmon;

/// <summary>The kinds of namespaces.</summary>
internal enum NamespaceKind
{
    Cgroup,
    Ipc,
    Mount,
    Network,
    Pid,
    Time,
    User,
    Uts,
}
