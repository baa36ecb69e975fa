namespace Vmon;

/// <summary>A process that is waited for, or was. Immutable.</summary>
/// <param name="Identity">Pid and start time.</param>
/// <param name="Last">The last sample of it; null where it ended before it could be sampled.</param>
/// <param name="Outcome">What has come of it.</param>
public sealed record WaitedProcess(ProcessIdentity Identity, ProcessSample? Last, WaitOutcome Outcome);
