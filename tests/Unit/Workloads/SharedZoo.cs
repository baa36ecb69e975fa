namespace Vmon.Tests.Workloads;

/// <summary>A zoo shared by tests of a class that do not change it. The first test starts it, so that each test can be skipped by itself.</summary>
public sealed class SharedZoo : IDisposable
{
    private DescriptorZoo? _zoo;

    internal DescriptorZoo Zoo => _zoo ??= new DescriptorZoo(more: 1000);

    public void Dispose() => _zoo?.Dispose();
}
