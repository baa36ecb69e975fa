namespace Vmon.Tests.Workloads;

/// <summary>Tests that count this process's descriptors: nothing else runs beside them.</summary>
[CollectionDefinition(nameof(DescriptorTests), DisableParallelization = true)]
public sealed class DescriptorTests;
