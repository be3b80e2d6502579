using System.Net;
using System.Text.Json.Nodes;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability.Gs1;

namespace AgriTrace.Functions.Tests.Walk;

/// <summary>The main job from end to end, over HTTP alone: listed, traced, labelled, scanned, sold and reconciled.</summary>
[Collection("The payment double")]
public sealed class FirstLotTests(House house) : HttpTests(house)
{
    private readonly House house = house;

    [Fact]
    public async Task A_lot_goes_from_the_field_to_the_books()
    {
        var coop = "walk-" + Guid.NewGuid().ToString("N")[..10];
        var prefix = "95" + Random.Shared.Next(10_000, 99_999);
        var gtin = $"0{prefix}00001{CheckDigit.For($"0{prefix}00001")}";
        var admin = Host.As(Role.Admin, coop);
        await MasterData(coop, prefix, gtin, admin);

        var lot = await admin.Post($"/api/coops/{coop}/lots", new
        {
            gtin,
            plot = "vuon-1",
            member = "ba-hai",
            quantity = new { value = 500, unit = "KGM" },
            harvestedAt = DateTimeOffset.UtcNow.AddHours(-30).ToOffset(TimeSpan.FromHours(7)),
        }, Cancel, ("Idempotency-Key", "lot")).Json(201);
        var number = lot["lot"]!.GetValue<string>();
        lot["digitalLink"]!.GetValue<string>().ShouldEndWith($"/01/{gtin}/10/{number}");
        lot["eventId"]!.GetValue<string>().ShouldStartWith("ni:///sha-256;");

        foreach (var type in (string[])["receive", "pack", "ship"])
        {
            var recorded = await admin.Post($"/api/coops/{coop}/events", new { type, at = DateTimeOffset.UtcNow.AddHours(-26).ToOffset(TimeSpan.FromHours(7)), place = "nha-dong-goi", gtin, lot = number }, Cancel).Json(201);
            recorded["epcis"]!["type"]!.GetValue<string>().ShouldBe("ObjectEvent");
        }

        await IsScanned(gtin, number, lot["digitalLink"]!.GetValue<string>());
        await IsExchanged(admin, gtin, number);
        await IsSold(coop, gtin, number, admin);
    }

    private async Task MasterData(string coop, string prefix, string gtin, HttpClient admin)
    {
        await Host.As(Role.Operator).Send(HttpMethod.Put, $"/api/coops/{coop}", new { name = "HTX Đi Bộ", address = "ấp 1, xã Mỹ Hòa", province = "Vĩnh Long", phone = "0270 3890 123", gs1CompanyPrefix = prefix }, Cancel).Json(201);
        await admin.Send(HttpMethod.Put, $"/api/coops/{coop}/members/ba-hai", new { name = "Nguyễn Thị Hai", role = "farmer", citizenId = "086123456789" }, Cancel).Json(201);
        await admin.Send(HttpMethod.Put, $"/api/coops/{coop}/members/ba-hai/page-consent", new { name = true, photo = false }, Cancel).Json(200);
        await admin.Send(HttpMethod.Put, $"/api/coops/{coop}/plots/vuon-1", new { name = "Vườn 1", kind = "plot", member = "ba-hai", hectares = 1.2, geometry = new { type = "Point", coordinates = new[] { 105.83, 10.02 } } }, Cancel).Json(201);
        await admin.Send(HttpMethod.Put, $"/api/coops/{coop}/places/nha-dong-goi", new { name = "Nhà đóng gói", kind = "packing-house", address = "xã Mỹ Hòa" }, Cancel).Json(201);
        var product = new { name = new { vi = "Bưởi Năm Roi", en = "Nam Roi pomelo" }, unit = "KGM", shelfLifeDays = 10 };
        await admin.Send(HttpMethod.Put, $"/api/coops/{coop}/products/{gtin}", product, Cancel).Json(201);
        await admin.Send(HttpMethod.Put, $"/api/coops/{coop}/products/{gtin}", product, Cancel).Json(200);
    }

    private async Task IsScanned(string gtin, string lot, string link)
    {
        (await Anyone.GetStringAsync($"/qr/01/{gtin}/10/{lot}.svg", Cancel)).ShouldContain("<svg");
        (await QrReader.Read(await Anyone.GetByteArrayAsync($"/qr/01/{gtin}/10/{lot}.png", Cancel), Cancel)).ShouldBe(link);

        var redirect = await Anyone.GetAsync(new Uri(link).AbsolutePath, Cancel);
        redirect.StatusCode.ShouldBe(HttpStatusCode.TemporaryRedirect);
        var page = await Anyone.Send(HttpMethod.Get, redirect.Headers.Location!.OriginalString, null, Cancel, ("Accept", "text/html"));
        (await page.Content.ReadAsStringAsync(Cancel)).ShouldContain("Nguyễn Thị Hai");
        (await page.Content.ReadAsStringAsync(Cancel)).ShouldNotContain("086123456789", customMessage: "a citizen id is nobody's to scan");

        await Eventually.Holds(async () =>
        {
            var record = await Anyone.Send(HttpMethod.Get, redirect.Headers.Location!.OriginalString, null, Cancel, ("Accept", "application/json")).Json(200);
            return record["stages"]!.AsArray().Count == 4;
        }, "the record shows the harvest and what came after it", Cancel);
    }

    private static async Task IsExchanged(HttpClient admin, string gtin, string lot)
    {
        var document = await admin.GetAsync($"/epcis/events?MATCH_anyEPCClass=https://id.gs1.org/01/{gtin}/10/{lot}", Cancel).Json(200);

        document["epcisBody"]!["queryResults"]!["resultsBody"]!["eventList"]!.AsArray().Count.ShouldBe(4);
    }

    private async Task IsSold(string coop, string gtin, string lot, HttpClient admin)
    {
        var listing = await admin.Post($"/api/coops/{coop}/listings", new { gtin, member = "ba-hai", price = new { amount = 65_500, currency = "VND" }, unit = "KGM", minimum = 1, step = 0.005 }, Cancel).Json(201);
        listing["available"]!["value"]!.GetValue<decimal>().ShouldBe(500);
        (await Anyone.GetStringAsync($"/?coop={coop}", Cancel)).ShouldContain("Bưởi Năm Roi");

        var cod = await Order(coop, listing, "cod", "cod");
        cod["total"]!["amount"]!.GetValue<long>().ShouldBe(80_893, "1.235 kg at 65,500 đ, half up");
        cod["lines"]![0]!["allocations"]![0]!["lot"]!.GetValue<string>().ShouldBe(lot);

        var card = await Order(coop, listing, "card", "card");
        await house.Stripe.Pay(card["payment"]!["checkoutUrl"]!.GetValue<string>().Split('/')[^1], Cancel);

        var today = DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(7)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await Eventually.Holds(async () =>
        {
            var books = await Host.As(Role.Accountant, coop).GetAsync($"/api/coops/{coop}/reconciliation?from={today}&to={today}", Cancel).Json(200);
            return StateOf(books, card) == "matched" && StateOf(books, cod) == "unpaid";
        }, "the books show the card order matched and the other unpaid", Cancel);
    }

    private Task<JsonNode> Order(string coop, JsonNode listing, string payment, string key) => Anyone.Post("/api/orders", new
    {
        coop,
        lines = new[] { new { listing = listing["id"]!.GetValue<string>(), quantity = 1.235 } },
        buyer = new { name = "Trần Thị Mai", phone = "0912345678", address = "Ninh Kiều, Cần Thơ" },
        payment,
    }, Cancel, ("Idempotency-Key", coop + key)).Json(201);

    private static string? StateOf(JsonNode books, JsonNode order) =>
        books["orders"]!.AsArray().FirstOrDefault(entry => entry!["id"]!.GetValue<string>() == order["id"]!.GetValue<string>())?["state"]!.GetValue<string>();
}
