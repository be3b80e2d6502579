using System.Text.RegularExpressions;
using AgriTrace.Domain.Identity;
using AgriTrace.Infra;
using AgriTrace.Infra.Identity;
using AgriTrace.Infra.Traceability;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace AgriTrace.Web.Tests.InBrowser;

/// <summary>The diary of a plot in a real browser, on a phone, on a desk and on paper.</summary>
public sealed class DiaryWalk(SeededHost house, Browser browser)
{
    private static readonly DateTimeOffset Picked = new(2026, 1, 20, 6, 30, 0, TimeSpan.FromHours(7));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(360, "vi")]
    [InlineData(1280, "vi")]
    [InlineData(360, "en")]
    public async Task A_farmer_reads_the_diary_of_their_plot_and_it_fits_the_screen(int width, string language)
    {
        var given = await WithDiary();
        var page = await browser.Open(width == Browser.Phone.Width ? Browser.Phone : Browser.Desk, language == "vi" ? "vi-VN" : "en-GB");
        await SignIn(page, given);

        await page.GotoAsync(Address($"/coops/{given.Coop}/plots/{Given.UtsPlot}/diary?from=2025-12-01&to=2026-11-30" + (language == "en" ? "&lang=en" : string.Empty)));

        (await page.Locator("main").InnerTextAsync()).ShouldContain(language == "vi" ? "Phun thuốc" : "Spraying");
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0, "no sideways scrolling");
        await Browser.Screenshot(page, $"diary.{language}.{width}");
        if (width == Browser.Phone.Width) return;
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await Assertions.Expect(page.Locator(".screen-only").First).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator(".signatures")).ToBeVisibleAsync();
        await Browser.Screenshot(page, "diary.print");
    }

    private async Task<Given> WithDiary()
    {
        var (given, site, recorder) = (
            await Given.Cooperative(house.Host, Cancel), house.Host.Services.GetRequiredService<SiteSettings>().PublicUrl, house.Host.Services.GetRequiredService<EventRecorder>());
        foreach (var (number, material) in ((string[])["Abamectin 1.8EC", "Dithane M-45 80WP", "Phân hữu cơ vi sinh Sông Hậu"]).Index())
            await recorder.Record(
                FieldWork.Spray(given.Coop, Given.UtsPlot, site, Picked.AddDays(-20 - number), 7, $"spray{number}", material, Picked.AddDays(-15)), $"spray{number}", Cancel);
        await given.Admin.Post($"/api/coops/{given.Coop}/lots", new
        {
            gtin = given.Gtin,
            lot = "L1",
            plot = Given.UtsPlot,
            member = Given.Ut,
            quantity = new { value = 500, unit = "KGM" },
            harvestedAt = "2026-01-20T06:30:00+07:00",
        }, Cancel).Json(201);
        var diary = house.Host.Services.GetRequiredService<PlotDiary>();
        await Eventually.Holds(async () => (await diary.Read(given.Coop, Given.UtsPlot, Picked.AddDays(-60), Picked.AddDays(1), Cancel)).Count == 4, "all is in the diary", Cancel);
        return given;
    }

    private async Task SignIn(IPage page, Given given)
    {
        var (_, code) = await house.Host.Services.GetRequiredService<Enrolment>().MakeCard(given.Coop, Given.Ut, new Caller(Role.Operator), Cancel);
        await page.GotoAsync(Address($"/sign-in?coop={given.Coop}&code={code}"));
        await page.Locator("button.button").First.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/me(\\?|$)"));
    }

    private string Address(string path) => new Uri(house.Host.BaseUrl, path).ToString();
}
