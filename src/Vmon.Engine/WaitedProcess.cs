namespace Vmon;

/// <summary>A process of a wait. Immutable.</summary>
/// <param name="Identity">Pid and start time.</param>
/// <param name="Last">Last sample of the process. Null if it exited before it was sampled.</param>
/// <param name="Outcome">Outcome of the wait.</param>
public sealed record WaitedProcess(ProcessIdentity Identity, ProcessSample? Last, WaitOutcome Outcome);
