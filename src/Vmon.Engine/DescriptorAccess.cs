namespace Vmon;

/// <summary>Access mode of a descriptor.</summary>
[Flags]
public enum DescriptorAccess
{
    /// <summary>Neither reading nor writing (O_PATH).</summary>
    None = 0,

    /// <summary>Reading.</summary>
    Read = 1,

    /// <summary>Writing.</summary>
    Write = 2,

    /// <summary>Both.</summary>
    ReadWrite = Read | Write,
}
