using System.Collections.Immutable;
using Vmon.PowerShell.Screen.Frames;

namespace Vmon.PowerShell.Screen.View;

/// <summary>When a sorted list is sorted again.</summary>
internal enum Resorting
{
    /// <summary>When a key asks for it.</summary>
    OnKey,

    /// <summary>Every five samples.</summary>
    Sometimes,

    /// <summary>In every sample.</summary>
    Always,
}

/// <summary>What the lower part of the screen shows of the selected process.</summary>
internal enum DetailTab
{
    Process,
    Files,
    Pipes,
    Connections,
    Threads,
}

/// <summary>What the user chose. Immutable: a command makes a new one.</summary>
internal sealed record ViewState
{
    /// <summary>Samples between two orders of a list that is sorted now and then.</summary>
    internal const int SamplesBetweenOrders = 5;

    internal bool IsTree { get; init; } = true;

    internal SortField Sort { get; init; } = SortField.Cpu;

    internal bool IsInverted { get; init; }

    internal Resorting Resorting { get; init; }

    /// <summary>The order that is kept. Null if the list is to be sorted.</summary>
    internal HeldOrder? Order { get; init; }

    internal ImmutableHashSet<ProcessKey> Folded { get; init; } = [];

    internal ImmutableHashSet<ProcessKey> Tagged { get; init; } = [];

    /// <summary>The tagged processes, or the selected one.</summary>
    internal IReadOnlyList<ProcessKey> Targets => Tagged.Count > 0 ? [.. Tagged] : Selected is { } selected ? [selected] : [];

    internal bool ShowsThreads { get; init; }

    internal bool ShowsKernelThreads { get; init; }

    /// <summary>Whether the network traffic of processes is read and shown.</summary>
    internal bool ShowsNetwork { get; init; }

    /// <summary>Only processes of this user. Null for all.</summary>
    internal string? User { get; init; }

    internal ProcessFilter Filter { get; init; } = ProcessFilter.None;

    internal string Search { get; init; } = "";

    internal ProcessKey? Selected { get; init; }

    /// <summary>Place of the selected row when it was shown last.</summary>
    internal int SelectedRow { get; init; }

    /// <summary>First row on the screen.</summary>
    internal int Top { get; init; }

    /// <summary>Whether the selection stays with its process when the list is sorted again.</summary>
    internal bool Follows { get; init; }

    /// <summary>Number of the frame that is shown. Null for the latest one.</summary>
    internal long? Position { get; init; }

    internal bool ShowsDetail { get; init; } = true;

    internal DetailTab Tab { get; init; }

    /// <summary>First line of the details.</summary>
    internal int DetailTop { get; init; }

    internal bool HasMouse { get; init; }

    /// <summary>What is asked, or shown over the rest. Null for nothing.</summary>
    internal Dialog? Dialog { get; init; }

    /// <summary>What happened, on the last line, until the next key.</summary>
    internal string Message { get; init; } = "";
}
