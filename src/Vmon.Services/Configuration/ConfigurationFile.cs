namespace Vmon.Services.Configuration;

/// <summary>Parses the configuration file.</summary>
internal static class ConfigurationFile
{
    private const int MostBytes = 1 << 20;

    /// <summary>Reads the settings of a file.</summary>
    /// <exception cref="SettingException">The file cannot be read, or a line is not a setting.</exception>
    internal static IReadOnlyList<Setting> Read(string path)
    {
        try
        {
            FileInfo file = new(path);
            if (file.Exists && file.Length > MostBytes) throw new SettingException($"Cannot read '{path}': it has more than 1 MB. Specify a configuration file.");
            return [.. Parse(File.ReadLines(path), path)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            string reason = failure switch
            {
                FileNotFoundException or DirectoryNotFoundException => "it does not exist",
                ArgumentException => "it is not a path",
                UnauthorizedAccessException => "permission denied, or it is a directory",
                _ => "reading failed",
            };
            throw new SettingException($"Cannot read '{path}': {reason}. Specify a configuration file.");
        }
    }

    /// <summary>Parses its lines.</summary>
    //  # comment
    //  interval = 5s
    //  path = /var/log/vmon
    internal static IEnumerable<Setting> Parse(IEnumerable<string> lines, string path)
    {
        int number = 0;
        foreach (string line in lines)
        {
            number++;
            string text = line.Trim();
            if (text.Length == 0 || text[0] == '#') continue;
            string origin = $"{path}, line {number}";
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) throw new SettingException($"{origin}: '{text}' is not a setting. Use NAME = VALUE.");
            yield return new Setting(text[..equals].TrimEnd(), text[(equals + 1)..].TrimStart(), origin);
        }
    }
}
