using Microsoft.Playwright;
using Xunit;

namespace AgriTrace.Testing;

/// <summary>A real Chromium: the one that AGRITRACE_BROWSER names, else one that is installed. Tests that need it are skipped, saying so, where there is none.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Phones and desks that people look at us with, in CSS pixels.</summary>
    public static readonly (int Width, int Height) Phone = (360, 740), Desk = (1280, 900);

    public async ValueTask InitializeAsync()
    {
        if (Find() is not { } path) return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = path,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A fresh page with no cookies.</summary>
    /// <param name="scripts">False for a browser that runs none.</param>
    public async Task<IPage> Open((int Width, int Height) size, string locale = "vi-VN", bool scripts = true)
    {
        Assert.SkipWhen(browser is null, "No Chromium was found: install it, or name one in AGRITRACE_BROWSER.");
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = size.Width, Height = size.Height },
            Locale = locale,
            JavaScriptEnabled = scripts,
        });
        return await context.NewPageAsync();
    }

    /// <summary>Keeps a picture of the whole page in artifacts/screenshots, for people to look at.</summary>
    public static Task Screenshot(IPage page, string name) => page.ScreenshotAsync(new PageScreenshotOptions
    {
        Path = Repository.Path("artifacts", "screenshots", name + ".png"),
        FullPage = true,
    });

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }

    private static string? Find() =>
        Environment.GetEnvironmentVariable("AGRITRACE_BROWSER") is { Length: > 0 } named
            ? named
            : (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
                .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
                .FirstOrDefault(File.Exists);
}
