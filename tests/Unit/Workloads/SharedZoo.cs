namespace Vmon.Tests.Workloads;

/// <summary>One zoo for the tests of a class that change nothing in it, started by the first, so that each may be skipped for itself.</summary>
public sealed class SharedZoo : IDisposable
{
    private DescriptorZoo? _zoo;

    internal DescriptorZoo Zoo => _zoo ??= new DescriptorZoo(more: 1000);

    public void Dispose() => _zoo?.Dispose();
}
