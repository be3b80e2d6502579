using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace AgriTrace.Web.Tests.InBrowser;

/// <summary>What somebody outside sees who was sent a link, on a phone, on a desk and on paper.</summary>
public sealed class ConsignmentTests(SeededHost house, Browser browser)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(360, "vi")]
    [InlineData(1280, "vi")]
    [InlineData(1280, "en")]
    public async Task The_page_of_a_link_fits_the_screen_and_tells_the_cold_chain(int width, string language)
    {
        var page = await browser.Open(width == Browser.Phone.Width ? Browser.Phone : Browser.Desk, language == "vi" ? "vi-VN" : "en-GB");
        var (given, path) = await Shared();

        await page.GotoAsync(Address(path, language));

        (await page.Locator("main").InnerTextAsync()).ShouldContain("Vườn ven sông Hậu");
        await Fits(page);
        await Browser.Screenshot(page, $"consignment.{language}.{width}");
        await page.GotoAsync(Address($"/trace/01/{given.Gtin}/10/L1", language));
        (await page.Locator(".cold-chain").InnerTextAsync()).ShouldContain(language == "vi" ? "ngoài giới hạn" : "outside the limits");
        await Fits(page);
        await Browser.Screenshot(page, $"cold-chain.{language}.{width}");
    }

    [Fact]
    public async Task On_paper_it_is_the_sheet_alone()
    {
        var page = await browser.Open(Browser.Desk);
        var (_, path) = await Shared();
        await page.GotoAsync(Address(path, "vi"));

        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        await Assertions.Expect(page.Locator(".site-header")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator(".downloads")).ToBeHiddenAsync();
        await page.PdfAsync(new PagePdfOptions { Path = Repository.Path("artifacts", "screenshots", "consignment.pdf"), PreferCSSPageSize = true });
    }

    private async Task<(Given Given, string Path)> Shared()
    {
        var given = await Given.Cooperative(house.Host, Cancel);
        await given.Admin.Send(
            HttpMethod.Put, $"/api/coops/{given.Coop}/products/{given.Gtin}",
            new { name = new { vi = "Bưởi Năm Roi", en = "Nam Roi pomelo" }, unit = "KGM", shelfLifeDays = 30, conversions = Array.Empty<object>(), temperature = new { min = 2, max = 8 } }, Cancel).Json(200);
        await given.FarmerUt.Post($"/api/coops/{given.Coop}/lots", new
        {
            gtin = given.Gtin,
            lot = "L1",
            plot = Given.UtsPlot,
            member = Given.Ut,
            quantity = new { value = 500, unit = "KGM" },
            harvestedAt = "2026-01-20T06:30:00+07:00",
        }, Cancel).Json(201);
        await given.Admin.Post("/epcis/capture", Measurement(given), Cancel).Json(202);
        await Eventually.Holds(
            async () => (await house.Host.Anyone.GetAsync($"/trace/01/{given.Gtin}/10/L1?format=json", Cancel).Json(200))["coldChain"] is JsonObject, "the measurement shows", Cancel);
        var made = await given.Admin.Post(
            $"/api/coops/{given.Coop}/consignments", new { lots = new[] { new { gtin = given.Gtin, lot = "L1" } }, recipient = "Công ty Nhập khẩu Hà Lan", purpose = "Xuất khẩu", days = 30 }, Cancel, ("Idempotency-Key", "k")).Json(201);
        return (given, new Uri(made.Text("url")).PathAndQuery);
    }

    private static string Measurement(Given given) =>
        $$"""
        {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-07-22T10:30:00Z",
        "epcisBody":{"eventList":[{"type":"ObjectEvent","eventTime":"2026-01-20T08:00:00+07:00","eventTimeZoneOffset":"+07:00","action":"OBSERVE","bizStep":"sensor_reporting",
        "quantityList":[{"epcClass":"https://id.gs1.org/01/{{given.Gtin}}/10/L1"}],
        "sensorElementList":[{"sensorReport":[{"type":"Temperature","minValue":5,"maxValue":9.5,"uom":"CEL"},{"type":"RelativeHumidity","value":88,"uom":"P1"}]}]}]} }
        """;

    private string Address(string path, string language) =>
        new Uri(house.Host.BaseUrl, path + (language == "vi" ? string.Empty : path.Contains('?', StringComparison.Ordinal) ? "&lang=en" : "?lang=en")).ToString();

    private static async Task Fits(IPage page) =>
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0, "no sideways scrolling");
}
