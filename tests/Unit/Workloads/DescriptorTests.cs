namespace Vmon.Tests.Workloads;

/// <summary>Tests that count descriptors of this process. They run alone.</summary>
[CollectionDefinition(nameof(DescriptorTests), DisableParallelization = true)]
public sealed class DescriptorTests;
