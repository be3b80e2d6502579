using System.Text.Json.Nodes;
using AgriTrace.Functions.Tests.Traceability;
using AgriTrace.Functions.Tests.Traceability.Recalls;

namespace AgriTrace.Functions.Tests.Orders;

/// <summary>A lot leaves the board when all of it is sold. Then some comes back.</summary>
public sealed class SoldOutLotTests(House house) : HttpTests(house)
{
    private static readonly Dictionary<string, long> Harvested = new() { ["L1"] = 500_000 };

    [Fact]
    public async Task Goods_of_a_sold_out_lot_that_come_back_are_for_sale_again_and_a_recall_still_knows_what_was_sold()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.Admin.PostLot(given, given.Harvest("L1", harvestedAt: DateTimeOffset.UtcNow.AddHours(-2).ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture))).Json(201);
        var listing = (await given.Admin.Post($"/api/coops/{given.Coop}/listings", new { gtin = given.Gtin, price = new { amount = 65_000, currency = "VND" }, unit = "KGM", minimum = 1, step = 1 }, Cancel).Json(201)).Text("id");
        var (one, two) = (await Sold(given, listing, 200), await Sold(given, listing, 300));
        (await given.Board(Cancel)).Lots.ShouldBeEmpty("all of it is sold");

        await Back(given, one, 40);
        await Back(given, two, 15);
        await Sold(given, listing, 5);

        var lot = (await given.Board(Cancel)).Lots.Values.ShouldHaveSingleItem();
        (lot.Received, lot.Sold, lot.Left).ShouldBe((55_000, 5_000, 50_000));
        (await new TradeChecker(Storage).Check(given.Coop, Cancel, Harvested)).ShouldBeEmpty();
        var recalled = await given.Recall("L1").Json(201);
        (recalled["quantities"]!["sold"]!.ToJsonString(), recalled["quantities"]!["inStock"]!.ToJsonString(), recalled["quantities"]!["consumed"]!.ToJsonString())
            .ShouldBe(("""[{"value":450,"unit":"KGM"}]""", """[{"value":50,"unit":"KGM"}]""", """[{"value":0,"unit":"KGM"}]"""));
    }

    private static async Task<string> Sold(Given given, string listing, int quantity)
    {
        var entered = new { lines = new[] { new { listing, quantity } }, buyer = new { name = "Vựa Năm Lành", phone = "0909 123 456", address = "" }, payment = "cash" };
        var order = (await given.Admin.Post($"/api/coops/{given.Coop}/orders", entered, Cancel, ("Idempotency-Key", Guid.NewGuid().ToString())).Json(201)).Text("id");
        await given.Admin.Post($"/api/coops/{given.Coop}/orders/{order}/pack", new { }, Cancel).Json(200);
        await given.Admin.Post($"/api/coops/{given.Coop}/orders/{order}/deliver", new { }, Cancel).Json(200);
        return order;
    }

    private static Task<JsonNode> Back(Given given, string order, int quantity) => given.Admin.Post(
        $"/api/coops/{given.Coop}/orders/{order}/returns", new { goods = new[] { new { line = 1, lot = "L1", quantity, restock = true } }, reason = "Dư hàng" }, Cancel, ("Idempotency-Key", Guid.NewGuid().ToString())).Json(200);
}
