using System.Text.Json.Nodes;

namespace AgriTrace.Functions.Tests.Traceability.Recalls;

/// <summary>From the recalled lot to the buyer's money and the grower's account.</summary>
public sealed class SettledRecallTests(House house) : HttpTests(house)
{
    private static string At(double hours) =>
        DateTimeOffset.UtcNow.AddHours(-hours).ToOffset(TimeSpan.FromHours(7)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task One_command_leads_from_a_lot_over_its_orders_to_refunds_and_to_what_growers_are_debited()
    {
        // P1 is two parts of Út's lot and one of Ba's.
        var given = await Given.Cooperative(Host, Cancel);
        await given.Admin.PostLot(given, given.Harvest("L1", harvestedAt: At(24))).Json(201);
        await given.Admin.PostLot(given, given.Harvest("L2", plot: Given.BasPlot, member: Given.Ba, harvestedAt: At(24))).Json(201);
        await given.Admin.PostEvent(given, new { type = "pack", at = At(1), place = Given.PackingHouse, inputs = new[] { given.Share("L1", 100), given.Share("L2", 50) }, outputs = new[] { given.Share("P1", 150) } }).Json(201);
        await given.Admin.Post($"/api/coops/{given.Coop}/listings", new { gtin = given.Gtin, lots = new[] { "P1" }, price = new { amount = 30_000, currency = "VND" }, unit = "KGM", minimum = 1, step = 1 }, Cancel).Json(201);
        var (paid, unpaid, waiting) = (await Buy(given, 30), await Buy(given, 6), await Buy(given, 3));
        await Deliver(given, paid, collected: 900_000);
        await Deliver(given, unpaid, collected: 0);
        (await Farmer(given, Given.Ut), await Farmer(given, Given.Ba)).ShouldBe((-720_000, -360_000), "they are owed their shares");

        var recall = (await given.Recall("L1").Json(201)).Text("recallId");
        var settled = await Settle(given, recall);

        settled["orders"]!.AsArray().Select(order => (order!.Text("order"), order!.Text("status"))).ShouldBe([(paid, "delivered"), (unpaid, "delivered"), (waiting, "cancelled")], ignoreOrder: true);
        Posted(settled).ShouldBe(
        [
            ($"buyer/{unpaid}", -180_000), ($"farmer/{Given.Ba}", 360_000), ($"farmer/{Given.Ut}", 720_000), ("refunds", -900_000),
        ], ignoreOrder: true);
        (await Farmer(given, Given.Ut), await Farmer(given, Given.Ba)).ShouldBe((0, 0));
        Posted(await Settle(given, recall)).ShouldBeEmpty("a second time does nothing");
        var report = await given.Admin.GetAsync($"/api/coops/{given.Coop}/recalls/{recall}", Cancel).Json(200);
        report["orders"]!.AsArray().Select(order => order!.Text("id")).ShouldBe([paid, unpaid], ignoreOrder: true, "who had the goods is told still");
    }

    [Fact]
    public async Task A_recall_that_was_lifted_or_never_was_settles_nothing()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.Admin.PostLot(given, given.Harvest("L1", harvestedAt: At(24))).Json(201);
        var recall = (await given.Recall("L1").Json(201)).Text("recallId");
        await given.Admin.Post($"/api/coops/{given.Coop}/recalls/{recall}/lift", new { reason = "Kiểm nghiệm lại đạt" }, Cancel).Json(200);

        await given.Admin.Post($"/api/coops/{given.Coop}/recalls/{recall}/settle", new { }, Cancel).Problem(409, "recall-lifted");
        await given.Admin.Post($"/api/coops/{given.Coop}/recalls/none/settle", new { }, Cancel).Problem(404, "no-such-recall");
    }

    private static IEnumerable<(string, long)> Posted(JsonNode settled) =>
        settled["postings"]!.AsArray().Select(posting => (posting!.Text("account"), posting!["amount"]!.GetValue<long>()));

    private static Task<JsonNode> Settle(Given given, string recall) => given.Admin.Post($"/api/coops/{given.Coop}/recalls/{recall}/settle", new { }, Cancel).Json(200);

    private async Task<string> Buy(Given given, int quantity)
    {
        var listing = (await Anyone.GetAsync($"/api/listings?coop={given.Coop}", Cancel).Json(200))["items"]![0]!.Text("id");
        var body = new { coop = given.Coop, lines = new[] { new { listing, quantity } }, buyer = new { name = "Mai", phone = "0912345678", address = "Ninh Kiều, Cần Thơ" }, payment = "cod" };
        return (await Anyone.Post("/api/orders", body, Cancel, ("Idempotency-Key", Guid.NewGuid().ToString())).Json(201)).Text("id");
    }

    private static async Task Deliver(Given given, string order, long collected)
    {
        await given.Admin.Post($"/api/coops/{given.Coop}/orders/{order}/pack", new { }, Cancel).Json(200);
        await given.Admin.Post($"/api/coops/{given.Coop}/orders/{order}/ship", new { by = Given.Bay }, Cancel).Json(200);
        await given.Admin.Post($"/api/coops/{given.Coop}/orders/{order}/deliver", new { collected }, Cancel).Json(200);
    }

    private static async Task<long> Farmer(Given given, string member)
    {
        var balance = await given.Admin.GetAsync($"/api/coops/{given.Coop}/ledger/trial-balance?at={At(0)[..10]}", Cancel).Json(200);
        return balance["accounts"]!.AsArray().Where(account => account!.Text("account") == $"farmer/{member}").Sum(account => (account!["debit"]?.GetValue<long>() ?? 0) - (account["credit"]?.GetValue<long>() ?? 0));
    }
}
