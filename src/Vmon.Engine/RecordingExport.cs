using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Vmon.Native;
using Vmon.Tables;

namespace Vmon;

/// <summary>
/// Writes a range of a recording as tables: of processes, of the machine and of events, a row for each object. The files are PATH/TABLE/host=HOST/TIME.EXTENSION, as engines read that know
/// partitions.
/// </summary>
/// <param name="recording">The recording.</param>
/// <param name="range">The range.</param>
/// <param name="format">The format of the files.</param>
[RequiresDynamicCode("Getters are called by delegates of their types.")]
[RequiresUnreferencedCode("Getters are called by delegates of their types.")]
[SupportedOSPlatform("linux")]
public sealed class RecordingExport(VmonRecording recording, RecordingRange range, ITableFormat format)
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The files of an export, which are replaced if they exist. Empty if nothing was recorded in the range.</summary>
    /// <param name="path">The directory.</param>
    public IReadOnlyList<string> FilesIn(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return FirstTime() is { } time ? [FileOf(path, "processes", time), FileOf(path, "system", time), FileOf(path, "events", time)] : [];
    }

    /// <summary>Writes the files.</summary>
    /// <param name="path">The directory. It is created if it does not exist.</param>
    /// <param name="written">Called with the name of the table, and the time of each sample or event. Null for none.</param>
    /// <param name="cancellation">Ends it. Files that are not complete are deleted.</param>
    /// <returns>The files. Empty if nothing was recorded in the range, or if it was cancelled.</returns>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The permission is denied.</exception>
    public IReadOnlyList<string> WriteTo(string path, Action<string, DateTimeOffset>? written, CancellationToken cancellation)
    {
        using PosixSignalRegistration tooLarge = FileSizeLimit.Survive();
        if (FilesIn(path) is not [string processes, string system, string events]) return [];
        try
        {
            WriteProcesses(processes, written, cancellation);
            WriteSystem(system, written, cancellation);
            WriteEvents(events, written, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return [];
        }

        return [processes, system, events];
    }

    private void WriteProcesses(string path, Action<string, DateTimeOffset>? written, CancellationToken cancellation)
    {
        using TableFile<ProcessSample> table = Create<ProcessSample>(path, property => IsRecorded(property.Name));
        using ProcessWatch watch = recording.Watch(ProcessSelection.Everything, range);
        foreach (long _ in watch.Replay(null, cancellation))
        {
            foreach (ProcessSample process in watch.Processes()) table.Add(process, cancellation);
            written?.Invoke("processes", watch.SampleTime!.Value);
        }

        Complete(table, cancellation);
    }

    private void WriteSystem(string path, Action<string, DateTimeOffset>? written, CancellationToken cancellation)
    {
        using TableFile<SystemSample> table = Create<SystemSample>(path, static _ => true);
        using SystemWatch watch = recording.WatchSystem(SystemDataSets.All, range);
        foreach (long _ in watch.Replay(null, cancellation))
        {
            table.Add(watch.Current!, cancellation);
            written?.Invoke("system", watch.SampleTime!.Value);
        }

        Complete(table, cancellation);
    }

    private void WriteEvents(string path, Action<string, DateTimeOffset>? written, CancellationToken cancellation)
    {
        using TableFile<ProcessEvent> table = Create<ProcessEvent>(path, static _ => true);
        foreach (ProcessEvent happened in recording.Events(new EventSelection { Kinds = ProcessEventKind.All, IncludeKernelThreads = true }, range, cancellation))
        {
            table.Add(happened, cancellation);
            written?.Invoke("events", happened.Time);
        }

        Complete(table, cancellation);
    }

    private TableFile<TObject> Create<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TObject>(string path, Func<PropertyInfo, bool> isChosen)
    {
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!, OwnerOnly);
        IObjectColumn<TObject>[] columns = new PropertyColumns<TObject>(TableFile<TObject>.RowsPerGroup).Of(isChosen);
        Dictionary<string, string> metadata = new() { ["vmon.host"] = recording.HostName ?? "", ["vmon.timezone"] = recording.TimeZone };
        foreach (IObjectColumn<TObject> column in columns)
            if (column.Column.Unit is { } unit) metadata[$"vmon.unit.{column.Column.Name}"] = unit;
        return new TableFile<TObject>(path, format, columns, metadata);
    }

    // A replay that is cancelled ends like a complete one.
    private static void Complete<TObject>(TableFile<TObject> table, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        table.Complete(cancellation);
    }

    private bool IsRecorded(string property) => !PropertyDataSets.ByProperty.TryGetValue(property, out ProcessDataSets needed) || (needed & recording.DataSets) != 0;

    // A host can have any name.
    private string FileOf(string path, string table, DateTimeOffset time) =>
        Path.Combine(path, table, "host=" + Uri.EscapeDataString(recording.HostName ?? ""), time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture) + format.Extension);

    private DateTimeOffset? FirstTime()
    {
        using SystemWatch watch = recording.WatchSystem(SystemDataSets.None, range);
        return watch.TrySample(CancellationToken.None) ? watch.SampleTime : null;
    }
}
