namespace Vmon.Tests.Host;

/// <summary>A script file for a test.</summary>
internal sealed class ScriptFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vmon [test]");

    internal ScriptFile(string text, string name = "script.ps1")
    {
        Path = System.IO.Path.Combine(_folder.FullName, name);
        File.WriteAllText(Path, text);
    }

    internal string Path { get; }

    internal string Folder => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
