using System.Management.Automation;

namespace Vmon.Host;

/// <summary>Standard input as the pipeline's, line by line as it comes.</summary>
internal static class InputLines
{
    internal static void Feed(PSDataCollection<string> lines)
    {
        if (!Console.IsInputRedirected)
        {
            lines.Complete();
            return;
        }

        // In the background: the pipeline may end before its input does.
        Thread reader = new(() => Copy(Console.In, lines)) { IsBackground = true, Name = "Standard input" };
        reader.Start();
    }

    private static void Copy(TextReader input, PSDataCollection<string> lines)
    {
        try
        {
            while (input.ReadLine() is string line) lines.Add(line);
            lines.Complete();
        }
        catch (Exception reason) when (reason is InvalidOperationException or IOException)
        {
            // The pipeline has closed its input.
        }
    }
}
