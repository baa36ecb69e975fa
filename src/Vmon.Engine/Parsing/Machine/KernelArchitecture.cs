using System.Runtime.InteropServices;

namespace Vmon.Parsing.Machine;

/// <summary>Properties of a kernel's architecture that affect the files in /proc.</summary>
/// <param name="Architecture">Architecture whose O_ flags it uses.</param>
/// <param name="IsBigEndian">Byte order.</param>
/// <param name="PageSize">Null if the kernel can be built with different page sizes.</param>
internal sealed record KernelArchitecture(Architecture Architecture, bool IsBigEndian, long? PageSize)
{
    private const long Usual = 4096;

    private static readonly KernelArchitecture X64 = new(Architecture.X64, false, Usual);
    private static readonly KernelArchitecture X86 = new(Architecture.X86, false, Usual);
    private static readonly KernelArchitecture Arm64 = new(Architecture.Arm64, false, null);
    private static readonly KernelArchitecture Arm = new(Architecture.Arm, false, Usual);
    private static readonly KernelArchitecture S390 = new(Architecture.S390x, true, Usual);
    private static readonly KernelArchitecture PowerPcLittle = new(Architecture.Ppc64le, false, null);
    private static readonly KernelArchitecture PowerPcBig = new(Architecture.Ppc64le, true, null);
    private static readonly KernelArchitecture RiscV = new(Architecture.RiscV64, false, Usual);
    private static readonly KernelArchitecture LoongArch = new(Architecture.LoongArch64, false, null);

    /// <summary>
    /// The architecture that /proc/version or /proc/sys/kernel/arch names. The release takes precedence over builder and compiler, which
    /// may name another machine. Null if the text names none, or several.
    /// </summary>
    // Linux version 5.14.0-1.el9.s390x (builder@example) #1 SMP
    // Linux version 6.1.0-18-amd64 (debian-kernel@lists.debian.org) (gcc-12 (Debian 12.2.0-14) 12.2.0) #1 SMP
    // Linux version 5.15.0-91-generic (buildd@lcy02-amd64-045) (gcc (Ubuntu 11.4.0-1ubuntu1~22.04) 11.4.0) #101-Ubuntu SMP
    internal static KernelArchitecture? Find(ReadOnlySpan<byte> text)
    {
        string[] parts = ProcText.Decode(text).Split(' ', 4, StringSplitOptions.RemoveEmptyEntries);
        return parts.Length < 3 ? Only(parts) : Only(parts[2..3]) ?? Only(parts[3..]);
    }

    private static KernelArchitecture? Only(string[] texts)
    {
        KernelArchitecture[] named = [.. texts.SelectMany(Words).Select(Named).OfType<KernelArchitecture>().Distinct().Take(2)];
        return named.Length == 1 ? named[0] : null;
    }

    private static string[] Words(string text) =>
        new string([.. text.Select(character => char.IsAsciiLetterOrDigit(character) || character == '_' ? character : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static KernelArchitecture? Named(string word) => word.TrimEnd('\n') switch
    {
        "x86_64" or "amd64" => X64,
        "i386" or "i486" or "i586" or "i686" => X86,
        "aarch64" or "arm64" => Arm64,
        "armv6l" or "armv7l" or "armv7hl" or "armv8l" or "armmp" or "armhf" or "armel" => Arm,
        "s390x" or "s390" => S390,
        "ppc64le" or "ppc64el" or "powerpc64le" => PowerPcLittle,
        "ppc64" or "ppc" or "powerpc" or "powerpc64" => PowerPcBig,
        "riscv64" => RiscV,
        "loongarch64" or "loong64" => LoongArch,
        _ => null,
    };
}
