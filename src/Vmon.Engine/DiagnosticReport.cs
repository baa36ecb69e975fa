using System.Runtime.InteropServices;
using System.Text.Json;
using Vmon.Model;
using Vmon.Native;
using Vmon.ProcFs;

namespace Vmon;

/// <summary>
/// Diagnostic report: versions, limits, sessions, and the internal table of every watch. It contains no names, command lines or paths of
/// processes.
/// </summary>
internal static class DiagnosticReport
{
    internal static void Write(Utf8JsonWriter json, VmonSession session, IEnumerable<SampleWatch> watches)
    {
        json.WriteStartObject();
        json.WriteString("vmon", typeof(VmonSession).Assembly.GetName().Version?.ToString(3));
        json.WriteString("dotnet", RuntimeInformation.FrameworkDescription);
        json.WriteString("system", RuntimeInformation.OSDescription);
        json.WriteString("architecture", RuntimeInformation.ProcessArchitecture.ToString());
        json.WriteNumber("processors", Environment.ProcessorCount);
        json.WriteBoolean("privileged", Environment.IsPrivilegedProcess);
        json.WriteNumber("ticksPerSecond", SystemConstants.TicksPerSecond);
        json.WriteNumber("pageSize", SystemConstants.PageSize);
        json.WriteNumber("openFileLimit", SystemConstants.OpenFileLimit);
        json.WriteString("written", DateTimeOffset.Now);
        json.WriteStartObject("session");
        json.WriteString("name", session.Name);
        json.WriteString("procRoot", session.ProcRoot);
        json.WriteString("dataSets", session.DataSets.ToString());
        json.WriteString("interval", session.Interval.ToString());
        json.WriteNumber("descriptorBudget", session.DescriptorBudget);
        json.WriteNumber("openDescriptors", session.OpenDescriptorCount);
        json.WriteNumber("samples", session.SampleCount);
        json.WriteNumber("missedSamples", session.MissedSampleCount);
        json.WriteStartArray("watches");
        foreach (SampleWatch watch in watches) watch.Describe(json);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter json, ProcessTable table)
    {
        json.WriteBoolean("listsAll", table.ListsAll);
        json.WriteNumber("targets", table.Selection.TargetCount);
        json.WriteBoolean("hasExited", table.HasExited);
        json.WriteStartArray("nodes");
        for (ProcessNode? node = table.Top.Following(table.Top); node is not null; node = node.Following(table.Top)) Write(json, node);
        foreach (ProcessNode node in table.Nodes)
            if (node.Parent is null) Write(json, node);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ProcessNode node)
    {
        json.WriteStartObject();
        json.WriteNumber("id", node.Id);
        if (node.Process is { } process) json.WriteNumber("threadOf", process.Id);
        json.WriteNumber("start", node.Identity.StartTicks);
        json.WriteNumber("ppid", node.ParentId);
        json.WriteNumber("below", node.Parent?.Id ?? -1);
        json.WriteNumber("depth", node.Depth);
        json.WriteString("phase", node.Phase.ToString());
        json.WriteString("state", node.Records.Stat.Reading.Current.State.ToString());
        json.WriteNumber("threads", node.Records.Stat.Reading.Current.ThreadCount);
        json.WriteNumber("shownSince", node.Membership.ShownSince);
        json.WriteNumber("namedIn", node.NamedIn);
        json.WriteBoolean("asked", node.Membership.Asked is not null);
        json.WriteBoolean("followed", node.Membership.Followed is not null);
        json.WriteString("dataSets", node.DataSets.ToString());
        json.WriteString("denied", node.Records.Denied.ToString());
        json.WriteString("stat", Describe(node.Records.Stat.Reading.Status, node.Records.Stat.Reading.IsPaired));
        json.WriteString("memory", Describe(node.Records.Memory.Reading.Status, node.Records.Memory.Reading.IsPaired));
        json.WriteString("io", Describe(node.Records.Io.Reading.Status, node.Records.Io.Reading.IsPaired));
        json.WriteString("exe", node.Records.Command.Command.PathStatus.ToString());
        json.WriteString("cmdline", node.Records.Command.Command.ArgumentsStatus.ToString());
        json.WriteEndObject();
    }

    private static string Describe(ReadStatus status, bool isPaired) => isPaired ? $"{status}, paired" : status.ToString();
}
