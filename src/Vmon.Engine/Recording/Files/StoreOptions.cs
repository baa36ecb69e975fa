using Vmon.Native;

namespace Vmon.Recording.Files;

/// <summary>Where frames are recorded, and how long they are kept.</summary>
internal sealed record StoreOptions
{
    /// <summary>The directory. It is created if it does not exist, in one that does.</summary>
    internal required string Path { get; init; }

    /// <summary>Age beyond which segments are deleted. Null for no limit.</summary>
    internal TimeSpan? MaximumAge { get; init; }

    /// <summary>Bytes of all files beyond which the oldest segments are deleted. Null for no limit.</summary>
    internal long? MaximumSize { get; init; }

    /// <summary>How often frames are forced to the disk: what a power failure can lose.</summary>
    internal TimeSpan SyncEvery { get; init; } = TimeSpan.FromMinutes(1);

    internal TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Forces a file to the disk.</summary>
    internal Func<StoreFile, Errno> Sync { get; init; } = static file => file.Sync();
}
