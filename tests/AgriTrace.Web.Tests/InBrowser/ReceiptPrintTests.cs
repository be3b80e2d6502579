using System.Text.Json.Nodes;
using AgriTrace.Domain.Identity;
using AgriTrace.Infra.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace AgriTrace.Web.Tests.InBrowser;

/// <summary>A weighing slip as the printer of a packing house gets it.</summary>
public sealed class ReceiptPrintTests(SeededHost house, Browser browser)
{
    /// <summary>80 mm in CSS pixels.</summary>
    private static readonly (int Width, int Height) Roll = (302, 900);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("vi", "Phiếu cân")]
    [InlineData("en", "Weighing slip")]
    public async Task A_slip_fits_a_roll_of_80_mm_and_its_codes_lead_to_the_lots(string language, string heading)
    {
        var given = await Given.Cooperative(house.Host, Cancel);
        var slip = await given.Admin.Post($"/api/coops/{given.Coop}/receipts", Slip(given), Cancel).Json(201);
        var page = await SignedIn(given, Roll);

        await page.GotoAsync(Address($"/coops/{given.Coop}/receipts/{slip.Text("id")}?lang={language}"));

        (await page.Locator("h1").InnerTextAsync()).ShouldBe(heading.ToUpperInvariant(), "as capitals");
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0, "no sideways scrolling");
        await Browser.Screenshot(page, $"receipt.{language}.302");
        var code = page.Locator(".slip-lot img").First;
        (await QrReader.Read(await code.ScreenshotAsync(), Cancel)).ShouldBe(slip["lines"]![0]!.Text("digitalLink"));
        await page.PdfAsync(new PagePdfOptions { Path = Repository.Path("artifacts", "screenshots", $"receipt.{language}.pdf"), PreferCSSPageSize = true });
    }

    [Fact]
    public async Task A_slip_is_written_on_a_phone_and_shown_to_be_printed()
    {
        var given = await Given.Cooperative(house.Host, Cancel);
        var page = await SignedIn(given, Browser.Phone);
        await page.GotoAsync(Address($"/coops/{given.Coop}/receipts/new"));
        await page.Locator("#product").SelectOptionAsync(given.Gtin);
        await page.Locator("#gross1").FillAsync("102,5");
        await page.Locator("#tare1").FillAsync("102,5");
        await page.Locator("#kind1").SelectOptionAsync("later");
        await page.GetByRole(AriaRole.Button, new() { NameString = "Lưu phiếu cân" }).ClickAsync();
        await Assertions.Expect(page.Locator("#tare1-fault")).ToBeVisibleAsync();
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0, "no sideways scrolling");
        await Browser.Screenshot(page, "receipt.form.360");

        await page.Locator("#tare1").FillAsync("2,5");
        await page.GetByRole(AriaRole.Button, new() { NameString = "Lưu phiếu cân" }).ClickAsync();

        await Assertions.Expect(page.Locator(".slip-total")).ToContainTextAsync("100 kg");
    }

    private static JsonObject Slip(Given given) => new()
    {
        ["member"] = Given.Ut,
        ["plot"] = Given.UtsPlot,
        ["at"] = "2026-01-20T06:30:00+07:00",
        ["gtin"] = given.Gtin,
        ["note"] = "Xe ba gác, 12 sọt",
        ["lines"] = new JsonArray(
            JsonNode.Parse("""{"grade":"Loại 1","gross":102.5,"tare":2.5,"deduction":{"quantity":1.25,"reason":"Trái dập, lá"},"price":{"kind":"fixed","amount":{"amount":25000,"currency":"VND"}}}"""),
            JsonNode.Parse("""{"grade":"Loại 2","gross":40,"tare":1,"price":{"kind":"later"}}"""),
            JsonNode.Parse("""{"grade":"Hàng dạt","gross":15.5,"tare":0.5,"price":{"kind":"consigned"}}""")),
    };

    private async Task<IPage> SignedIn(Given given, (int Width, int Height) size)
    {
        var (_, code) = await house.Host.Services.GetRequiredService<Enrolment>().MakeCard(given.Coop, Given.Ut, new Caller(Role.Operator), Cancel);
        var page = await browser.Open(size);
        await page.GotoAsync(Address($"/sign-in?coop={given.Coop}&code={code}"));
        await page.GetByRole(AriaRole.Button, new() { NameString = "Dùng máy này" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/me$"));
        return page;
    }

    private string Address(string path) => new Uri(house.Host.BaseUrl, path).ToString();
}
