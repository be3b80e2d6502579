using AgriTrace.Domain.Identity;
using AgriTrace.Infra.Identity;
using AgriTrace.Web.Tests.InBrowser;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace AgriTrace.Web.Tests.Notices;

/// <summary>The list of what buyers are to be told, on a phone and on a desk, without scripts of ours.</summary>
public sealed class NoticeListWalk(SeededHost house, Browser browser)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("vi", "Tin báo cho người mua", "Đã gửi")]
    [InlineData("en", "Notices to buyers", "Sent")]
    public async Task Staff_select_a_ready_text_with_one_tap_and_say_that_it_was_sent(string language, string heading, string button)
    {
        var given = await Given.Cooperative(house.Host, Cancel);
        await Order(given);
        var page = await SignedIn(given);

        foreach (var size in ((int Width, int Height)[])[Browser.Phone, Browser.Desk])
        {
            await page.SetViewportSizeAsync(size.Width, size.Height);
            await page.GotoAsync(Address($"/me/notices?lang={language}"));
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(heading);
            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0, $"no sideways scrolling at {size.Width}");
            await Browser.Screenshot(page, $"notices.{language}.{size.Width}");
            (await Axe.Violations(page)).ShouldBeEmpty();
        }

        var text = page.Locator(".copy").First;
        await text.ClickAsync();
        var selected = await page.EvaluateAsync<string>("getSelection().toString()");
        selected.ShouldContain("anh/chị Trần Thị Mai");
        selected.ShouldContain("Xin cảm ơn!");
        (await page.Locator("a[href^='sms:']").GetAttributeAsync("href")).ShouldStartWith("sms:+84912345678?body=");
        await page.Locator("summary").ClickAsync();
        await Assertions.Expect(page.Locator("details .copy").First).ToBeVisibleAsync();
        await Browser.Screenshot(page, $"notices.open.{language}.1280");

        await page.Locator("button", new() { HasTextString = button }).ClickAsync();
        await Assertions.Expect(page.Locator(".copy")).ToHaveCountAsync(0);
        await page.Locator("nav .chip").Last.ClickAsync();
        await Assertions.Expect(page.Locator(".state-yes")).ToContainTextAsync("Phạm Văn Sáu");
        (await Axe.Violations(page)).ShouldBeEmpty();
    }

    private async Task Order(Given given)
    {
        await given.Admin.Post($"/api/coops/{given.Coop}/events", new
        {
            type = "harvest",
            at = TimeProvider.System.GetUtcNow().AddDays(-1),
            plot = Given.UtsPlot,
            member = Given.Ut,
            gtin = given.Gtin,
            lot = "L1",
            quantity = new { value = 100, unit = "KGM" },
        }, Cancel, ("Idempotency-Key", Guid.NewGuid().ToString())).Json(201);
        var listing = await given.Admin.Post($"/api/coops/{given.Coop}/listings", new { gtin = given.Gtin, price = new { amount = 65_000, currency = "VND" }, unit = "KGM", minimum = 0.5, step = 0.5 }, Cancel).Json(201);
        await house.Host.Anyone.Post("/api/orders", new
        {
            coop = given.Coop,
            lines = new[] { new { listing = listing.Text("id"), quantity = 2 } },
            buyer = new { name = "Trần Thị Mai", phone = "0912345678", address = "12 Nguyễn Trãi, phường Ninh Kiều, Cần Thơ" },
            payment = "cod",
        }, Cancel, ("Idempotency-Key", Guid.NewGuid().ToString())).Json(201);
        await Eventually.Holds(async () => (await given.Admin.GetAsync($"/api/coops/{given.Coop}/notices", Cancel).Json(200))["items"]!.AsArray().Count == 1, "the notice is there", Cancel);
    }

    private async Task<IPage> SignedIn(Given given)
    {
        var (_, code) = await house.Host.Services.GetRequiredService<Enrolment>().MakeCard(given.Coop, Given.Sau, new Caller(Role.Operator), Cancel);
        var page = await browser.Open(Browser.Phone);
        await page.GotoAsync(Address($"/sign-in?coop={given.Coop}&code={code}"));
        await page.GetByRole(AriaRole.Button, new() { NameString = "Dùng máy này" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/me$"));
        return page;
    }

    private string Address(string path) => new Uri(house.Host.BaseUrl, path).ToString();
}
