using PuppeteerSharp;

namespace Vmon.Tests.PowerShell.Reports;

/// <summary>Headless Chromium of this machine, started once for a class of tests. Without it, they are skipped.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Paths = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly List<string> _complaints = [];
    private IBrowser? _browser;

    /// <summary>Errors, warnings, exceptions and requests of the pages, beyond the file itself.</summary>
    internal IReadOnlyList<string> Complaints => _complaints;

    /// <summary>Forgets them.</summary>
    internal void Clear() => _complaints.Clear();

    public async ValueTask InitializeAsync()
    {
        if (Array.Find(Paths, File.Exists) is not { } path) return;
        _browser = await Puppeteer.LaunchAsync(new LaunchOptions { ExecutablePath = path, Args = ["--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb", "--hide-scrollbars"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
    }

    /// <summary>Opens a file.</summary>
    internal async Task<IPage> OpenAsync(string path, int width = 1280, bool isDark = false)
    {
        Assert.SkipWhen(_browser is null, "Chromium is not installed (package chromium), so that the page is not tested.");
        IPage page = await _browser!.NewPageAsync();
        page.Console += (_, written) => _complaints.Add($"{written.Message.Type}: {written.Message.Text}");
        page.PageError += (_, thrown) => _complaints.Add(thrown.Message);
        page.Request += (_, request) => Note(request.Request.Url, path);
        await page.SetViewportAsync(new ViewPortOptions { Width = width, Height = 900 });
        await page.EmulateMediaFeaturesAsync([new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = isDark ? "dark" : "light" }]);
        _ = await page.GoToAsync(new Uri(path).AbsoluteUri);
        return page;
    }

    private void Note(string url, string path)
    {
        if (url != new Uri(path).AbsoluteUri && url != "about:blank") _complaints.Add($"requested {url}");
    }
}
