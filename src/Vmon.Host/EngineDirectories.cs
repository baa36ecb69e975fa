namespace Vmon.Host;

/// <summary>
/// Directories that PowerShell creates in the home directory at startup. Without a home directory it uses /tmp. It throws if it cannot
/// create one, as on a read-only file system.
/// </summary>
internal static class EngineDirectories
{
    private const string Home = "HOME";
    private const string Cache = "XDG_CACHE_HOME";
    private const string Data = "XDG_DATA_HOME";

    /// <summary>Creates the directories, or names others. Call before PowerShell starts.</summary>
    internal static void Prepare()
    {
        string home = Variable(Home) ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        if (home.Length == 0) home = "/";
        Environment.SetEnvironmentVariable(Home, home);

        // PowerShell does not create directories that are named.
        string data = Path.Combine(home, ".local", "share");
        if (Variable(Data) is null && !CanMake(Path.Combine(data, "powershell", "Modules"))) Environment.SetEnvironmentVariable(Data, data);

        // vmon's own directory exists already, empty.
        if (CanMake(Path.Combine(Variable(Cache) ?? Path.Combine(home, ".cache"), "powershell"))) return;
        Environment.SetEnvironmentVariable(Cache, AppContext.BaseDirectory);
        Environment.SetEnvironmentVariable("PSModuleAnalysisCachePath", "/dev/null");
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static bool CanMake(string path)
    {
        try
        {
            _ = Directory.CreateDirectory(path);
            return true;
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
