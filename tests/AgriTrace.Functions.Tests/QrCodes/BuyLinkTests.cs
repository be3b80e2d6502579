using System.Net;
using System.Text.Json.Nodes;
using AgriTrace.Functions.Tests.Traceability;

namespace AgriTrace.Functions.Tests.QrCodes;

/// <summary>A page leads to the shop while some of its lot is on sale there. A host of its own, whose clock moves.</summary>
public sealed class BuyLinkTests : PrivateHostTests
{
    [Fact]
    public async Task A_page_leads_to_the_shop_from_the_listing_on_until_the_last_is_sold_or_the_lot_expires()
    {
        await Given.FarmerUt.PostLot(Given, Given.Harvest(quantity: 10, harvestedAt: Clock.GetUtcNow().AddDays(-2).ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture))).Json(201);
        await Leads(false);

        var listing = await Given.Admin.Post(
            $"/api/coops/{Given.Coop}/listings", new { gtin = Given.Gtin, price = new { amount = 65_000, currency = "VND" }, unit = "KGM", minimum = 1, step = 1 }, Cancel).Json(201);
        await Leads(true);
        await Order(listing, 4);
        await Leads(true);
        await Order(listing, 6);
        await Leads(false);
    }

    [Fact]
    public async Task On_the_day_after_the_last_the_page_says_so_to_whoever_has_yesterdays()
    {
        await Given.FarmerUt.PostLot(Given, Given.Harvest(harvestedAt: Clock.GetUtcNow().AddDays(-2).ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture))).Json(201);
        await Given.Admin.Post($"/api/coops/{Given.Coop}/listings", new { gtin = Given.Gtin, price = new { amount = 65_000, currency = "VND" }, unit = "KGM", minimum = 1, step = 1 }, Cancel).Json(201);
        await Leads(true);
        var tag = (await Page()).Headers.ETag!.ToString();
        (await Page(("If-None-Match", tag))).StatusCode.ShouldBe(HttpStatusCode.NotModified);

        Clock.Ahead += TimeSpan.FromDays(31);

        var later = await Page(("If-None-Match", tag));
        later.StatusCode.ShouldBe(HttpStatusCode.OK);
        var words = WebUtility.HtmlDecode(await later.Content.ReadAsStringAsync(Cancel));
        words.ShouldContain("Lô hàng đã hết hạn dùng ngày");
        words.ShouldNotContain("/?coop=");
    }

    private Task Order(JsonNode listing, int quantity) => Host.Anyone.Post(
        "/api/orders",
        new
        {
            coop = Given.Coop,
            lines = new[] { new { listing = listing["id"]!.GetValue<Guid>(), quantity } },
            buyer = new { name = "Trần Thị Mai", phone = "0912345678", address = "12 Nguyễn Trãi, phường Ninh Kiều, Cần Thơ" },
            payment = "cod",
        },
        Cancel,
        ("Idempotency-Key", Guid.NewGuid().ToString())).Json(201);

    private Task<HttpResponseMessage> Page(params (string, string)[] headers) =>
        Host.Anyone.Send(HttpMethod.Get, Given.TracePath(), null, Cancel, [("Accept", "text/html"), .. headers]);

    private Task Leads(bool toShop) => Eventually.Holds(
        async () => (await (await Page()).Content.ReadAsStringAsync(Cancel)).Contains($"href=\"/?coop={Given.Coop}\"", StringComparison.Ordinal) == toShop, $"the page {(toShop ? "leads" : "does not lead")} to the shop", Cancel);
}
