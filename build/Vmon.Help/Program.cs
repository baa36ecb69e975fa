using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Vmon.Help;

/// <summary>Makes of a folder of Markdown what Get-Help reads: one MAML file of all command pages, and a text of every about topic.</summary>
internal static class Program
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private static int Main(string[] arguments)
    {
        if (arguments is not [string source, string output, string mamlName])
        {
            Console.Error.WriteLine("Usage: Vmon.Help SOURCE OUTPUT NAME-OF-MAML-FILE");
            return 2;
        }

        try
        {
            Convert(source, output, mamlName);
            return 0;
        }
        catch (HelpFormatException reason)
        {
            Console.Error.WriteLine(reason.Message);
            return 1;
        }
    }

    private static void Convert(string source, string output, string mamlName)
    {
        HelpFile[] files = [.. Directory.GetFiles(source, "*.md").Order(StringComparer.Ordinal).Select(HelpFile.Read)];
        XDocument commands = Maml.Document(files.Where(file => !file.IsAbout).Select(CommandPage.Read));
        _ = Directory.CreateDirectory(output);
        foreach (HelpFile about in files.Where(file => file.IsAbout))
            File.WriteAllText(Path.Combine(output, about.Name + ".help.txt"), new AboutText(about.Content).ToString(), Utf8);

        XmlWriterSettings settings = new() { Encoding = Utf8, Indent = true, NewLineChars = "\n" };
        using XmlWriter writer = XmlWriter.Create(Path.Combine(output, mamlName), settings);
        commands.Save(writer);
    }
}
