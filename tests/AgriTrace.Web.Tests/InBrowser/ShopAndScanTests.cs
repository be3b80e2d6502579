using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace AgriTrace.Web.Tests.InBrowser;

/// <summary>What a buyer sees, in a real browser, on a phone and on a desk, in both languages.</summary>
public sealed class ShopAndScanTests(SeededHost house, Browser browser)
{
    public static TheoryData<int, string> Views => new() { { 360, "vi" }, { 360, "en" }, { 1280, "vi" }, { 1280, "en" } };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Views))]
    public async Task The_shop_shows_every_offer_and_fits_the_screen(int width, string language)
    {
        var (page, complaints) = await Open(width, language);

        await page.GotoAsync(Address("/?coop=htx-song-hau", language));

        (await page.Locator("html").GetAttributeAsync("lang")).ShouldBe(language);
        var words = await page.Locator("main").InnerTextAsync();
        foreach (var produce in (string[])["Bưởi Năm Roi", "Xoài cát Chu", "Vú sữa Lò Rèn", "Gạo ST25", "Cá tra phi lê"]) words.ShouldContain(produce);
        words.ShouldContain("Hợp tác xã Nông sản Sông Hậu");
        words.ShouldContain("Nguyễn Thị Hai");
        await FitsAndIsQuiet(page, complaints);
        await Browser.Screenshot(page, $"shop.{language}.{width}");
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task A_product_leads_to_the_scan_page_of_its_lot_and_that_says_what_who_and_when(int width, string language)
    {
        var (page, complaints) = await Open(width, language);
        await page.GotoAsync(Address("/?coop=htx-song-hau", language));

        await page.Locator("a[href*='/01/09521234000013/10/BNR-2611A']").First.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/trace/01/09521234000013/10/BNR-2611A"));
        await Assertions.Expect(page.Locator("footer")).ToBeVisibleAsync();

        if (language == "en") await page.GotoAsync(Address("/trace/01/09521234000013/10/BNR-2611A", language));
        (await page.Locator("html").GetAttributeAsync("lang")).ShouldBe(language);
        var words = await page.Locator("main").InnerTextAsync();
        words.ShouldContain(language == "vi" ? "Bưởi Năm Roi" : "Nam Roi pomelo");
        words.ShouldContain("Nguyễn Thị Hai");
        words.ShouldContain("BNR-2611A");
        words.ShouldContain("Nhà đóng gói Mỹ Hòa");
        (await page.Locator(".answers").InnerTextAsync()).ShouldContain("Vườn bưởi Mỹ Hòa");
        words.ShouldContain("xã Mỹ Hòa, Vĩnh Long", Case.Sensitive, "the producer's address tells its province");
        await FitsAndIsQuiet(page, complaints);
        await Browser.Screenshot(page, $"scan.{language}.{width}");
    }

    [Fact]
    public async Task An_unknown_path_is_a_friendly_page()
    {
        var (page, _) = await Open(360, "vi");

        var answer = await page.GotoAsync(Address("/khong-co-trang-nay", "vi"));

        answer!.Status.ShouldBe(404);
        await FitsAndIsQuiet(page, []);
        await Browser.Screenshot(page, "problem.vi.360");
    }

    private async Task<(IPage Page, List<string> Complaints)> Open(int width, string language)
    {
        var page = await browser.Open(width == Browser.Phone.Width ? Browser.Phone : Browser.Desk, language == "vi" ? "vi-VN" : "en-GB");
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
        return (page, complaints);
    }

    private string Address(string path, string language) => new Uri(house.Host.BaseUrl, path + (language == "en" ? (path.Contains('?', StringComparison.Ordinal) ? "&lang=en" : "?lang=en") : string.Empty)).ToString();

    private static async Task FitsAndIsQuiet(IPage page, List<string> complaints)
    {
        Cancel.ThrowIfCancellationRequested();
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0, "no sideways scrolling");
        complaints.ShouldBeEmpty();
    }
}
