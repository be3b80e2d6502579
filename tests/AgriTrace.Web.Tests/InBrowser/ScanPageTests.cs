using System.Globalization;
using System.Text;
using Microsoft.Playwright;

namespace AgriTrace.Web.Tests.InBrowser;

/// <summary>The scan page in each of its cases, in a real browser and under the policy that it is served with.</summary>
public sealed class ScanPageTests(Browser browser)
{
    private const string Site = "https://agritrace.example/", Policy =
        "default-src 'none'; img-src 'self' data:; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly string[] Names =
    [
        "trace", "missing trace", "recalled trace", "expired trace", "forged trace", "foreign trace", "copied trace", "altered trace", "unsigned trace", "long trace", "warm trace",
        "bare trace", "unknown lot", "damaged page",
    ];

    public static TheoryData<string> Cases => [.. Names];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_page_keeps_nobody_out_fits_the_screen_and_stands_still(string name)
    {
        foreach (var size in (IEnumerable<(int, int)>)[Browser.Phone, Browser.Desk])
        {
            var (page, complaints) = await Show(name, size);
            // Before a picture of the whole page is taken, for which the browser makes its window as tall as that.
            (await page.EvaluateAsync<double>("window.shifted")).ShouldBe(0, "nothing moves while it loads");
            foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
            {
                await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
                (await Axe.Violations(page)).ShouldBeEmpty($"{name} at {size} in {scheme}");
                if (scheme == ColorScheme.Dark && name == "trace") await Browser.Screenshot(page, Picture(name, size, "dark"));
            }

            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
            await Browser.Screenshot(page, Picture(name, size, "vi"));
            (await Overflow(page)).ShouldBe(0, "no sideways scrolling");
            complaints.ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData("trace")]
    [InlineData("long trace")]
    [InlineData("forged trace")]
    [InlineData("unknown lot")]
    public async Task Text_twice_as_large_still_fits_a_phone(string name)
    {
        var (page, _) = await Show(name, Browser.Phone);

        await page.EvaluateAsync("document.documentElement.style.fontSize = '200%'");

        (await Overflow(page)).ShouldBe(0);
        await Browser.Screenshot(page, Picture(name, Browser.Phone, "large"));
    }

    [Fact]
    public async Task Whoever_goes_by_keyboard_sees_where_they_are()
    {
        var (page, _) = await Show("trace", Browser.Phone);
        // What is folded away is reached once it is open.
        var count = await page.EvaluateAsync<int>("[...document.querySelectorAll('a[href], summary')].filter(one => one.checkVisibility()).length");

        for (var step = 0; step < count; step++)
        {
            await page.Keyboard.PressAsync("Tab");
            (await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle")).ShouldBe("solid", await page.EvaluateAsync<string>("document.activeElement.outerHTML"));
            (await page.EvaluateAsync<bool>("(r => r.bottom > 0 && r.top < innerHeight)(document.activeElement.getBoundingClientRect())")).ShouldBeTrue();
        }

        (await page.EvaluateAsync<bool>("document.activeElement.matches('footer a')")).ShouldBeTrue("the last one is in the footer");
    }

    [Theory]
    [InlineData("trace")]
    [InlineData("long trace")]
    public async Task Nothing_needs_a_script(string name)
    {
        var (with, _) = await Show(name, Browser.Phone);
        var (without, complaints) = await Show(name, Browser.Phone, scripts: false);

        (await without.Locator("body").InnerTextAsync()).ShouldBe(await with.Locator("body").InnerTextAsync());
        await without.Locator("#record summary").ClickAsync();
        await Assertions.Expect(without.Locator("#record details p").First).ToBeVisibleAsync();
        complaints.ShouldBeEmpty();
    }

    private async Task<(IPage Page, List<string> Complaints)> Show(string name, (int, int) size, bool scripts = true)
    {
        var (page, complaints, html) = (await browser.Open(size, scripts: scripts), new List<string>(), await Sample.Render(Sample.Pages[name]));
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
        await page.AddInitScriptAsync("window.shifted = 0; new PerformanceObserver(list => list.getEntries().forEach(entry => window.shifted += entry.value)).observe({ type: 'layout-shift', buffered: true });");
        await page.RouteAsync("**/*", route => Answer(route, html));
        await page.GotoAsync(Site);
        return (page, complaints);
    }

    private static Task Answer(IRoute route, string html)
    {
        var path = new Uri(route.Request.Url).AbsolutePath;
        if (path == "/")
            return route.FulfillAsync(new RouteFulfillOptions { BodyBytes = Encoding.UTF8.GetBytes(html), ContentType = "text/html; charset=utf-8", Headers = new Dictionary<string, string> { ["Content-Security-Policy"] = Policy } });
        return SiteAssets.Find(path) is { } asset
            ? route.FulfillAsync(new RouteFulfillOptions { BodyBytes = asset.Content.ToArray(), ContentType = asset.ContentType })
            : route.FulfillAsync(new RouteFulfillOptions { Status = 404 });
    }

    private static Task<int> Overflow(IPage page) => page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

    private static string Picture(string name, (int Width, int) size, string kind) =>
        string.Create(CultureInfo.InvariantCulture, $"scan-page.{name.Replace(' ', '-')}.{kind}.{size.Width}");
}
