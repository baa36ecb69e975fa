using System.Management.Automation;

namespace Vmon.Host;

/// <summary>Standard input as the pipeline's, line by line as it comes.</summary>
internal static class InputLines
{
    /// <param name="lines">Where they go; closed behind the last.</param>
    /// <param name="fail">Told why it could not be read to its end, before that.</param>
    internal static void Feed(PSDataCollection<string> lines, Action<Exception> fail)
    {
        if (!Console.IsInputRedirected)
        {
            lines.Complete();
            return;
        }

        // In the background: the pipeline may end before its input does.
        Thread reader = new(() => Copy(lines, fail)) { IsBackground = true, Name = "Standard input" };
        reader.Start();
    }

    private static void Copy(PSDataCollection<string> lines, Action<Exception> fail)
    {
        try
        {
            while (Console.In.ReadLine() is string line) lines.Add(line);
        }
        catch (InvalidOperationException)
        {
            // The pipeline has closed its input.
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            fail(reason);
        }

        lines.Complete();
    }
}
