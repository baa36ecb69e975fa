using System.Diagnostics;
using System.Reflection;

namespace Vmon.Accounting.Measuring;

/// <summary>C programs embedded in the assembly.</summary>
internal static class CProgram
{
    /// <summary>Compiles a source to a program.</summary>
    /// <returns>False if there is no C compiler.</returns>
    internal static bool Compile(string source, string program)
    {
        using Stream text = Assembly.GetExecutingAssembly().GetManifestResourceStream(source)!;
        ProcessStartInfo start = new("sh", ["-c", "command -v cc >/dev/null && exec cc -O1 -x c -o \"$0\" - -lpthread", program]) { RedirectStandardInput = true };
        using Process compiler = Process.Start(start)!;
        try
        {
            text.CopyTo(compiler.StandardInput.BaseStream);
            compiler.StandardInput.Close();
        }
        catch (IOException)
        {
            // Without a compiler, sh exits and closes the pipe.
        }

        compiler.WaitForExit();
        return compiler.ExitCode == 0;
    }
}
