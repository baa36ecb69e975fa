namespace Vmon.Sources;

/// <summary>A program in the kernel, for all watches of a session: loading it takes longer than a sample.</summary>
/// <param name="open">Loads it. Returns null if the kernel does not permit or support it.</param>
internal sealed class SharedProgram<T>(Func<T?> open) : IDisposable
    where T : class, IDisposable
{
    private readonly Lock _gate = new();
    private T? _program;
    private bool _isTried;

    /// <summary>Whether the program is loaded.</summary>
    internal bool IsOpen
    {
        get
        {
            lock (_gate) return _program is not null;
        }
    }

    /// <summary>Loads the program, if it is not. Null if the kernel does not permit or support it.</summary>
    internal T? Open()
    {
        lock (_gate)
        {
            if (!_isTried) _program = open();
            _isTried = true;
            return _program;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isTried = true;
            _program?.Dispose();
            _program = null;
        }
    }
}
