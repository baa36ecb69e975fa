using System.Security.Cryptography;
using System.Text.Json;

namespace Vmon.Tests.PowerShell.Reports;

/// <summary>The copy of uPlot in the page of reports is the release that source.json states. build/Update-UPlot.ps1 replaces it.</summary>
public class UPlotTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "src", "Vmon.PowerShell", "Reports", "Page", "uPlot");

    [Fact]
    public void Files_have_the_stated_hashes_version_and_licence()
    {
        JsonElement source = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "source.json"))).RootElement;
        JsonProperty[] files = [.. source.GetProperty("sha256").EnumerateObject()];
        Assert.Equal(2, files.Length);
        Assert.All(files, file => Assert.Equal(file.Value.GetString(), Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(Folder, file.Name))))));
        Assert.Contains($"(v{source.GetProperty("version").GetString()})", File.ReadAllText(Path.Combine(Folder, "uPlot.iife.min.js"))[..80], StringComparison.Ordinal);
        Assert.StartsWith("The MIT License", File.ReadAllText(Path.Combine(Folder, "LICENSE")), StringComparison.Ordinal);
    }
}
