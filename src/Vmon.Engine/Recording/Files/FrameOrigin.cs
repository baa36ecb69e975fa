namespace Vmon.Recording.Files;

/// <summary>Where frames were sampled: the boot id of the kernel, and the name of the host.</summary>
internal readonly record struct FrameOrigin(Guid BootId, string HostName);
