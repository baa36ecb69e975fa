using System.Text;
using System.Xml;
using System.Xml.Linq;
using Vmon.Build.Help;
using Vmon.Build.Views;

namespace Vmon.Build;

/// <summary>
/// Generates the help, and the files of types and views, from the pages in docs and the declared fields of the engine.
/// </summary>
internal static class Program
{
    private const string Types = "Vmon.Types.ps1xml";
    private const string Format = "Vmon.Format.ps1xml";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private static int Main(string[] arguments)
    {
        if (arguments is not [string pages, string help, string mamlName, string templates, string views])
        {
            Console.Error.WriteLine("Usage: Vmon.Build PAGES HELP NAME-OF-MAML-FILE TEMPLATES VIEWS");
            return 2;
        }

        try
        {
            ViewTemplate types = new(Path.Combine(templates, Types));
            WriteHelp(pages, help, mamlName, types.Document);
            types.Save(Path.Combine(views, Types));
            new ViewTemplate(Path.Combine(templates, Format)).Save(Path.Combine(views, Format));
            return 0;
        }
        catch (HelpFormatException reason)
        {
            Console.Error.WriteLine(reason.Message);
            return 1;
        }
    }

    // One MAML file of all command pages, and a text of every about topic.
    private static void WriteHelp(string pages, string help, string mamlName, XDocument types)
    {
        HelpFile[] files = [.. Directory.GetFiles(pages, "*.md").Order(StringComparer.Ordinal).Select(path => HelpFile.Read(path, types))];
        XDocument commands = Maml.Document(files.Where(file => !file.IsAbout).Select(CommandPage.Read));
        _ = Directory.CreateDirectory(help);
        foreach (HelpFile about in files.Where(file => file.IsAbout))
            File.WriteAllText(Path.Combine(help, about.Name + ".help.txt"), new AboutText(about.Content).ToString(), Utf8);

        XmlWriterSettings settings = new() { Encoding = Utf8, Indent = true, NewLineChars = "\n" };
        using XmlWriter writer = XmlWriter.Create(Path.Combine(help, mamlName), settings);
        commands.Save(writer);
    }
}
