using System.Runtime.InteropServices;

namespace Vmon.Tests.Workloads;

/// <summary>The arguments of a system call that the kernel asks about.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct CallArguments(ulong First, ulong Second, ulong Third, ulong Fourth);
