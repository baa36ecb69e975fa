using PuppeteerSharp;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.PowerShell.Reports;

/// <summary>The page of a report in a real browser.</summary>
public sealed class PageInBrowserTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string File => _directory.Combine("report.html");

    public void Dispose()
    {
        _directory.Dispose();
        Assert.Empty(browser.Complaints);
    }

    [Fact]
    public async Task Page_loads_without_complaints_and_hostile_names_are_inert()
    {
        IPage page = await OpenAsync();
        Assert.Equal("<b>db1</b>", await TextAsync(page, "#title"));
        Assert.Equal("undefined", await page.EvaluateExpressionAsync<string>("typeof window.hacked"));
        Assert.Equal(2, await CountAsync(page, "script"));
        Assert.Equal(0, await CountAsync(page, "img, #title b, [onmouseover]"));
        string text = await TextAsync(page, "body");
        Assert.Contains(MadeReport.HostileNames[0], text, StringComparison.Ordinal);
        Assert.Contains(@"\u202egpj.exe", text, StringComparison.Ordinal);
        Assert.Contains(@"a\x07b\x1b[31m", text, StringComparison.Ordinal);

        // The policy also stops what a defect of the page would let through.
        await page.EvaluateExpressionAsync("(() => { const s = document.createElement('script'); s.textContent = 'window.hacked = 1'; document.body.append(s); })()");
        Assert.Equal("undefined", await page.EvaluateExpressionAsync<string>("typeof window.hacked"));
        string stopped = Assert.Single(browser.Complaints);
        Assert.Contains("Content Security Policy", stopped, StringComparison.Ordinal);
        browser.Clear();
    }

    [Fact]
    public async Task Figures_are_those_of_the_samples()
    {
        IPage page = await OpenAsync();

        // The table of the chart, line by line: the value of postgres, the others, and the sum.
        await page.EvaluateExpressionAsync("document.querySelector('#top-cpu details').open = true");
        await page.WaitForSelectorAsync("#top-cpu tbody tr");
        while (await page.EvaluateExpressionAsync<bool>("(b => b && !b.hidden && (b.click(), true))(document.querySelector('#top-cpu .values .more'))")) continue;
        string[][] rows = await RowsAsync(page, "#top-cpu .values");
        int column = Array.FindIndex(await page.EvaluateExpressionAsync<string[]>("[...document.querySelectorAll('#top-cpu .values thead th')].map(th => th.textContent)"), static title => title.StartsWith("postgres", StringComparison.Ordinal));
        Assert.Equal(MadeReport.Samples, rows.Length);
        Assert.Equal("-", rows[0][column]);
        for (int i = 1; i < rows.Length; i++) Assert.Equal(FormattableString.Invariant($"{MadeReport.CpuOfPostgres(i):0.0} %"), rows[i][column]);
        for (int i = 1; i < rows.Length; i++)
            Assert.Equal(Number(rows[i][^1]), rows[i][1..^1].Where(static cell => cell != "-").Sum(Number), 0.6);

        // The table of all processes has CPU seconds and the peak.
        string[] postgres = (await RowsAsync(page, "#usage > div:last-child")).Single(static row => row[0] == "postgres");
        double seconds = Enumerable.Range(1, MadeReport.Samples - 1).Sum(MadeReport.CpuOfPostgres) / 100;
        Assert.Equal(["10", FormattableString.Invariant($"{seconds:0.0} s"), "29.0 %", "300 MiB", "300 MiB"], postgres[1..6]);
        static double Number(string cell) => double.Parse(cell.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Births_deaths_and_events_have_times_and_exit_codes()
    {
        IPage page = await OpenAsync();
        string[] backup = (await RowsAsync(page, "#tree")).Single(static row => row[0] == "backup");
        Assert.Equal("20 | 03:00:29.500 to 03:01:00.000 | 7", string.Join(" | ", backup[1..4]));
        Assert.Equal(
            ["03:00:29.500 Started backup (20)", "03:00:59.000 Killed for lack of memory ", "03:01:00.000 Failed backup (20)"],
            (await RowsAsync(page, "#events")).Select(static row => string.Join(' ', row[..3])));
    }

    [Fact]
    public async Task Zoom_changes_all_charts_by_drag_keys_and_buttons()
    {
        IPage page = await OpenAsync();
        int charts = await CountAsync(page, ".uplot");
        Assert.InRange(charts, 8, 14);
        string before = await ScalesAsync(page);
        BoundingBox box = await (await page.QuerySelectorAsync("#cpu .u-over"))!.BoundingBoxAsync();
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.25m), box.Y + 50);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.75m), box.Y + 60, new PuppeteerSharp.Input.MoveOptions { Steps = 4 });
        await page.Mouse.UpAsync();
        string dragged = await ScalesAsync(page);
        Assert.NotEqual(before, dragged);
        await page.ClickAsync("#all");
        Assert.Equal(before, await ScalesAsync(page));
        await page.FocusAsync("#top-cpu .plot");
        await page.Keyboard.PressAsync("ArrowRight");
        Assert.StartsWith("03:00:00: ", await TextAsync(page, "#said"), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("+");
        Assert.NotEqual(before, await ScalesAsync(page));
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal(before, await ScalesAsync(page));
    }

    [Fact]
    public async Task Filter_selects_in_charts_tables_tree_and_events()
    {
        IPage page = await OpenAsync();
        await page.TypeAsync("#filter", "postgresql.service");
        Assert.Equal(["postgres"], (await RowsAsync(page, "#usage > div:last-child")).Select(static row => row[0]));
        Assert.Contains("postgres", (await RowsAsync(page, "#tree")).Select(static row => row[0]));
        Assert.Empty(await RowsAsync(page, "#events"));
        Assert.Equal(["postgres (10)"], await page.EvaluateExpressionAsync<string[]>("[...document.querySelectorAll('#top-cpu .legend tbody tr:not(.off) .name')].map(name => name.textContent)"));
    }

    [Fact]
    public async Task Every_chart_button_and_field_has_a_name_and_a_chart_has_a_table()
    {
        IPage page = await OpenAsync();
        string[] nameless = await page.EvaluateExpressionAsync<string[]>(
            """
            [...document.querySelectorAll('button, input, .plot, [role], section')].filter(e => !(e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || e.closest('label') || e.textContent.trim()))
                .map(e => e.outerHTML)
            """);
        Assert.Empty(nameless);
        Assert.Equal(await CountAsync(page, ".chart"), await CountAsync(page, ".chart > details.values"));
        Assert.Equal(0, await CountAsync(page, ".plot:not([tabindex]), .plot:not([aria-label])"));
    }

    [Theory]
    [InlineData(320)]
    [InlineData(360)]
    [InlineData(640)]
    [InlineData(1280)]
    public async Task Page_is_never_wider_than_the_window(int width)
    {
        IPage page = await OpenAsync(width);
        Assert.Equal(width, await page.EvaluateExpressionAsync<int>("document.documentElement.scrollWidth"));
        Assert.Equal(0, await page.EvaluateExpressionAsync<int>($"[...document.querySelectorAll('.uplot')].filter(e => e.getBoundingClientRect().right > {width}).length"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Colours_follow_the_system_and_the_switch(bool isDark)
    {
        IPage page = await OpenAsync(isDark: isDark);
        Assert.Equal(isDark, await IsDarkAsync(page));
        await page.ClickAsync("#theme");
        Assert.Equal(!isDark, await IsDarkAsync(page));
    }

    private static async Task<bool> IsDarkAsync(IPage page)
    {
        string colour = await page.EvaluateExpressionAsync<string>("getComputedStyle(document.body).backgroundColor");
        return int.Parse(colour.Split('(', ',')[1], System.Globalization.CultureInfo.InvariantCulture) < 128;
    }

    private static Task<string> TextAsync(IPage page, string selector) => page.EvaluateFunctionAsync<string>("selector => document.querySelector(selector).textContent", selector);

    private static Task<int> CountAsync(IPage page, string selector) => page.EvaluateFunctionAsync<int>("selector => document.querySelectorAll(selector).length", selector);

    private static Task<string[][]> RowsAsync(IPage page, string selector) =>
        page.EvaluateFunctionAsync<string[][]>("selector => [...document.querySelectorAll(selector + ' tbody tr')].map(row => [...row.cells].map(cell => cell.textContent))", selector);

    // What each chart shows, which has to be the same for all.
    private static async Task<string> ScalesAsync(IPage page)
    {
        string[] scales = await page.EvaluateExpressionAsync<string[]>("[...document.querySelectorAll('.plot')].map(plot => plot.dataset.range)");
        Assert.True(scales.Length > 1);
        return Assert.Single(scales.Distinct());
    }

    private async Task<IPage> OpenAsync(int width = 1280, bool isDark = false)
    {
        MadeReport.Write(File);
        return await browser.OpenAsync(File, width, isDark);
    }
}
