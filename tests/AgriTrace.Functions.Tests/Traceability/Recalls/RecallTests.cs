using System.Text.Json.Nodes;
using AgriTrace.Functions.Tests.Traceability.Epcis;
using AgriTrace.Infra.Traceability;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Traceability.Recalls;

public sealed class RecallTests(House house) : HttpTests(house)
{
    private static string Yesterday => At(TimeSpan.FromDays(1));

    private static string Today => At(TimeSpan.FromHours(1));

    private static string Now => At(TimeSpan.Zero);

    [Fact]
    public async Task A_recall_blocks_what_was_made_of_the_lot_and_finds_who_bought_it()
    {
        var given = await Packed();
        var order = await Buy(given, 30);

        var report = await given.Recall("L1").Json(201);

        report["lots"]!.AsArray().Select(lot => lot!.Text("lot")).ShouldBe(["L1", "P1"], ignoreOrder: true);
        var held = report["orders"]!.AsArray().ShouldHaveSingleItem()!;
        (held.Text("id"), held["buyer"]!.Text("phone"), held["goods"]![0]!.Text("lot")).ShouldBe((order, "+84912345678", "P1"));
        // L1: 500 made, 100 packed. P1: 140 made, 30 ordered and still in the house.
        report["quantities"]!["made"]!.ToJsonString().ShouldBe("""[{"value":640,"unit":"KGM"}]""");
        report["quantities"]!["inStock"]!.ToJsonString().ShouldBe("""[{"value":540,"unit":"KGM"}]""");
        report["quantities"]!["consumed"]!.ToJsonString().ShouldBe("""[{"value":100,"unit":"KGM"}]""");
        (await given.Board(Cancel)).Lots.Values.Where(lot => lot.Held).Select(lot => lot.Id.Lot).ShouldBe(["L1", "P1"]);
    }

    [Fact]
    public async Task A_recalled_lot_is_neither_offered_nor_packed_and_its_page_says_so_until_the_recall_is_lifted()
    {
        var given = await Packed();
        var recall = await given.Recall("L1").Json(201);

        // Only L2 is left to sell: 450 kg.
        (await Listed(given)).ShouldBe(450);
        await given.Admin.PostEvent(given, Pack(given, ["P1"], "Q1")).Problem(409, "lot-held");
        await Eventually.Holds(async () => (await given.TraceRecord("P1"))["holds"]!.AsArray().Count == 1, "the record of what was made of it says so", Cancel);
        (await given.TraceRecord("P1"))["holds"]![0]!.Text("reason").ShouldBe("recall");
        (await Anyone.GetStringAsync(given.TracePath("P1"), Cancel)).ShouldContain("Lô hàng đã bị thu hồi");

        await given.Admin.Post($"/api/coops/{given.Coop}/recalls/{recall.Text("recallId")}/lift", new { reason = "Kiểm nghiệm lại đạt" }, Cancel).Json(200);
        (await Listed(given)).ShouldBe(990);
        await Eventually.Holds(async () => (await given.TraceRecord("P1"))["holds"]!.AsArray().Count == 0, "the banner is gone", Cancel);
    }

    [Fact]
    public async Task A_drill_finds_the_same_and_changes_nothing()
    {
        var given = await Packed();

        var drill = await given.Recall("L1", mock: true).Json(200);

        drill["lots"]!.AsArray().Count.ShouldBe(2);
        drill["elapsedMilliseconds"]!.GetValue<long>().ShouldBeGreaterThanOrEqualTo(0);
        drill["recallId"].ShouldBeNull();
        (await given.Board(Cancel)).Lots.Values.ShouldAllBe(lot => !lot.Held);
        (await given.Admin.GetAsync($"/api/coops/{given.Coop}/holds", Cancel).Json(200)).AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_repeated_recall_is_the_same_recall_and_another_under_its_key_is_refused()
    {
        var given = await Packed();

        var first = await given.Recall("L1", key: "k").Json(201);
        (await given.Recall("L1", key: "k").Json(201)).Text("recallId").ShouldBe(first.Text("recallId"));
        await given.Recall("L2", key: "k").Problem(409, "idempotency-key-used");
        (await given.Admin.GetAsync($"/api/coops/{given.Coop}/holds", Cancel).Json(200)).AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_basket_of_five_lots_is_recalled_through_any_of_them()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.Admin.Send(HttpMethod.Put, $"/api/coops/{given.Coop}/products/gio-qua", new { name = new { vi = "Giỏ quà", en = "Gift basket" }, unit = "H87", shelfLifeDays = 300 }, Cancel).Json(201);
        foreach (var number in Enumerable.Range(1, 5))
            await given.Admin.PostLot(given, given.Harvest($"L{number}", harvestedAt: number == 3 ? Yesterday : Today)).Json(201);
        await given.Admin.PostEvent(given, new
        {
            type = "pack",
            at = Now,
            place = Given.PackingHouse,
            inputs = Enumerable.Range(1, 5).Select(number => given.Share($"L{number}", 20)),
            outputs = new[] { new { product = "gio-qua", lot = "G1", quantity = new { value = 40, unit = "H87" } } },
        }).Json(201);
        await given.Admin.Post($"/api/coops/{given.Coop}/listings", new { product = "gio-qua", price = new { amount = 300_000, currency = "VND" }, unit = "H87", minimum = 1, step = 1 }, Cancel).Json(201);
        var order = await Buy(given, 2, "gio-qua");

        var lots = (await given.Board(Cancel)).Lots.Values;
        lots.Single(lot => lot.Id.Lot == "G1").ExpiresOn.ShouldBe(lots.Where(lot => lot.Id.Lot != "G1").Min(lot => lot.ExpiresOn), "a basket keeps no longer than what is in it");
        var report = await given.Recall("L4").Json(201);
        report["lots"]!.AsArray().Select(lot => lot!.Text("lot")).ShouldBe(["L4", "G1"], ignoreOrder: true);
        report["orders"]!.AsArray().Select(one => one!.Text("id")).ShouldBe([order]);
    }

    [Fact]
    public async Task The_report_as_a_file_names_lots_quantities_and_buyers()
    {
        var given = await Packed();
        await Buy(given, 30);
        var recall = await given.Recall("L1").Json(201);

        var csv = await given.Admin.GetStringAsync($"/api/coops/{given.Coop}/recalls/{recall.Text("recallId")}?format=csv", Cancel);

        var lines = csv.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(3);
        lines[0].ShouldStartWith("traceability_lot_code,ma_truy_xuat,gtin");
        lines.Single(line => line.StartsWith("P1,", StringComparison.Ordinal)).ShouldContain("84912345678");
        await given.FarmerUt.GetAsync($"/api/coops/{given.Coop}/recalls/{recall.Text("recallId")}", Cancel).Problem(403, "role-may-not");
    }

    [Fact]
    public async Task A_recall_reaches_what_another_cooperative_made_of_the_lot_and_lets_it_go_again()
    {
        var (given, other) = (await Packed(), await Packed());
        await other.Admin.Kept(Transformation(given.Gtin, "P1", other.Gtin, "P1"));

        var recall = await given.Recall("L1").Json(201);

        recall["lots"]!.AsArray().Count.ShouldBe(3);
        recall["lots"]!.AsArray().Single(lot => lot!.Text("coop") == other.Coop)!["quantities"].ShouldBeNull("what others have is theirs to know");
        await Eventually.Holds(async () => (await other.Board(Cancel)).Lots.Values.Single(lot => lot.Id.Lot == "P1").Held, "it is blocked there too", Cancel);
        var theirs = await other.Admin.GetAsync($"/api/coops/{other.Coop}/recalls/{recall.Text("recallId")}", Cancel).Json(200);
        (theirs.Text("startedBy"), theirs["lots"]!.AsArray().Count).ShouldBe((given.Coop, 1));
        await other.Admin.Post($"/api/coops/{other.Coop}/recalls/{recall.Text("recallId")}/lift", new { reason = "x" }, Cancel).Problem(403, "recall-not-yours");

        await given.Admin.Post($"/api/coops/{given.Coop}/recalls/{recall.Text("recallId")}/lift", new { reason = "Nhầm lô" }, Cancel).Json(200);
        await Eventually.Holds(async () => !(await other.Board(Cancel)).Lots.Values.Single(lot => lot.Id.Lot == "P1").Held, "it is let go there too", Cancel);
    }

    [Fact]
    public async Task What_is_made_of_a_recalled_lot_afterwards_is_held_too()
    {
        var (given, other) = (await Packed(), await Packed());
        var recall = await given.Recall("L1").Json(201);
        await Eventually.Holds(async () => (await given.Lineage("L1"))["nodes"]!.AsArray().Count == 2, "the lineage is there", Cancel);

        // Captured from a scanner that did not know.
        await other.Admin.Kept(Transformation(given.Gtin, "L1", other.Gtin, "L2"));

        await Eventually.Holds(async () => (await other.Board(Cancel)).Lots.Values.Single(lot => lot.Id.Lot == "L2").Held, "it inherits the recall", Cancel);
        (await given.Admin.GetAsync($"/api/coops/{given.Coop}/recalls/{recall.Text("recallId")}", Cancel).Json(200))["lots"]!.AsArray().Count.ShouldBe(4, "L1, what was packed of it, and the two of the others");
    }

    [Fact]
    public async Task A_recall_that_is_lifted_at_once_leaves_nothing_blocked_elsewhere()
    {
        var (given, other) = (await Packed(), await Packed());
        await other.Admin.Kept(Transformation(given.Gtin, "P1", other.Gtin, "P1"));
        var spread = Host.Services.GetRequiredService<AgriTrace.Infra.Traceability.HoldSpreader>();
        for (var round = 0; round < 5; round++)
        {
            var recall = await given.Recall("L1").Json(201);
            await Task.WhenAll(
                spread.Spread(given.Coop, recall.Text("recallId"), Cancel),
                given.Admin.Post($"/api/coops/{given.Coop}/recalls/{recall.Text("recallId")}/lift", new { reason = "Nhầm lô" }, Cancel).Json(200));
        }

        await Eventually.Holds(async () => !(await other.Board(Cancel)).Lots.Values.Any(lot => lot.Held), "all is let go there too", Cancel);
    }

    [Fact]
    public async Task Nobody_recalls_the_goods_of_a_stranger()
    {
        var (given, other) = (await Packed(), await Packed());
        await other.Admin.Kept(Transformation(other.Gtin, "L1", given.Gtin, "P1"));
        await other.Admin.Kept(Document($$"""
            {"type":"AggregationEvent","eventTime":"{{Now}}","eventTimeZoneOffset":"+07:00","action":"ADD","bizStep":"packing",
            "parentID":"https://id.gs1.org/01/{{given.Gtin}}/10/P1","childQuantityList":[{"epcClass":"https://id.gs1.org/01/{{other.Gtin}}/10/L1"}]}
            """));

        (await other.Recall("L1").Json(201))["lots"]!.AsArray().ShouldAllBe(lot => lot!.Text("coop") == other.Coop);
        await other.Admin.Post($"/api/coops/{other.Coop}/recalls", new { gtin = given.Gtin, lot = "L1", reason = "x", severity = "high" }, Cancel).Problem(404, "no-such-lot");
        (await given.Board(Cancel)).Lots.Values.ShouldAllBe(lot => !lot.Held);
    }

    [Fact]
    public async Task A_captured_event_neither_takes_the_banner_of_a_recall_away_nor_puts_one_up()
    {
        var given = await Packed();
        var recall = (await given.Recall("L1").Json(201)).Text("recallId");
        await Eventually.Holds(async () => (await given.TraceRecord("L1"))["holds"]!.AsArray().Count == 1, "the record says so", Cancel);

        await given.Admin.Kept(Document(Holding("L1", "unset", recall)));
        await given.Admin.Kept(Document(Holding("L2", "set", "made-up")));

        (await given.TraceRecord("L1"))["holds"]!.AsArray().ShouldHaveSingleItem()!.Text("id").ShouldBe(recall);
        (await given.TraceRecord("L2"))["holds"]!.AsArray().ShouldBeEmpty();

        string Holding(string lot, string what, string hold) => $$"""
            {"type":"ObjectEvent","eventTime":"{{Now}}","eventTimeZoneOffset":"+07:00","action":"OBSERVE","bizStep":"holding","persistentDisposition":{"{{what}}":["recalled"]},
            "quantityList":[{"epcClass":"https://id.gs1.org/01/{{given.Gtin}}/10/{{lot}}"}],"agritrace:hold":"{{hold}}","agritrace:holdReason":"recall","agritrace:reason":"x",
            "agritrace:recordId":"a/b"}
            """;
    }

    [Fact]
    public async Task Events_that_make_up_holds_by_the_dozen_do_not_push_a_recall_out_of_sight()
    {
        var given = await Packed();
        await given.Admin.Kept(Document(string.Join(",", Enumerable.Range(0, 55).Select(number => $$"""
            {"type":"ObjectEvent","eventTime":"{{Now}}","eventTimeZoneOffset":"+07:00","action":"OBSERVE","bizStep":"holding","persistentDisposition":{"set":["recalled"]},
            "quantityList":[{"epcClass":"https://id.gs1.org/01/{{given.Gtin}}/10/L1"}],"agritrace:hold":"made-up-{{number}}"}
            """))));

        var recall = (await given.Recall("L1").Json(201)).Text("recallId");

        await Eventually.Holds(async () => (await given.TraceRecord("L1"))["holds"]!.AsArray().Any(hold => hold!.Text("id") == recall), "the record says so", Cancel);
    }

    [Fact]
    public async Task Two_recalls_of_one_lot_end_one_by_one()
    {
        var given = await Packed();
        var (first, second) = (await given.Recall("L1").Json(201), await given.Recall("L2").Json(201));

        await given.Admin.Post($"/api/coops/{given.Coop}/recalls/{first.Text("recallId")}/lift", new { reason = "ok" }, Cancel).Json(200);

        (await given.Board(Cancel)).Lots.Values.Where(lot => lot.Held).Select(lot => lot.Id.Lot).ShouldBe(["L2", "P1"], "P1 was made of L2 too");
        await given.Admin.Post($"/api/coops/{given.Coop}/holds/{second.Text("recallId")}/release", new { reason = "x" }, Cancel).Problem(409, "hold-is-recall");
    }

    [Fact]
    public async Task Endless_stories_of_others_keep_no_recall_from_what_the_cooperative_told_itself()
    {
        var (given, other) = (await Packed(), await Packed());
        await other.Admin.Kept(Chain(given.Gtin, "L1", 110));

        var report = await given.Recall("L1").Json(201);

        report["whole"]!.GetValue<bool>().ShouldBeFalse();
        report["lots"]!.AsArray().Select(lot => lot!.Text("lot")).ShouldBe(["L1", "P1"], ignoreOrder: true);
        (await given.Board(Cancel)).Lots.Values.Where(lot => lot.Held).Select(lot => lot.Id.Lot).ShouldBe(["L1", "P1"]);
    }

    [Fact]
    public async Task A_recall_reaches_through_what_nobody_claimed_also_when_it_is_told_later()
    {
        var given = await Packed();
        await given.Admin.PostLot(given, given.Harvest("OUT", harvestedAt: Yesterday)).Json(201);
        await given.Admin.Kept(Transformation(given.Gtin, "L1", given.Gtin, "NOBODYS"));
        await given.Recall("L1").Json(201);
        await Eventually.Holds(async () => await Marked(given, "NOBODYS"), "the recall is handed down", Cancel);

        await given.Admin.Kept(Transformation(given.Gtin, "NOBODYS", given.Gtin, "OUT"));

        await Eventually.Holds(async () => (await given.Board(Cancel)).Lots.Values.Single(lot => lot.Id.Lot == "OUT").Held, "it is held too", Cancel);
    }

    [Theory]
    [InlineData("""{"lot":"L1","reason":"","severity":"high"}""", "$.reason")]
    [InlineData("""{"lot":"L1","reason":"x","severity":"deadly"}""", "$.severity")]
    [InlineData("""{"lot":"","reason":"x","severity":"high"}""", "$.lot")]
    public async Task A_recall_that_makes_no_sense_names_its_fault(string body, string path)
    {
        var given = await Given.Cooperative(Host, Cancel);
        var json = JsonNode.Parse(body)!;
        json["gtin"] = given.Gtin;

        var problem = await given.Admin.Post($"/api/coops/{given.Coop}/recalls", json, Cancel).Problem(400, "fields-invalid");

        problem["errors"]!.AsArray().Select(fault => fault!.Text("path")).ShouldContain(path);
    }

    /// <summary>Two lots from the field, and one of 140 kg that was packed from 100 kg and 50 kg of them; all on sale.</summary>
    private async Task<Given> Packed()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.Admin.PostLot(given, given.Harvest("L1", harvestedAt: Yesterday)).Json(201);
        await given.Admin.PostLot(given, given.Harvest("L2", plot: Given.BasPlot, member: Given.Ba, harvestedAt: Yesterday)).Json(201);
        await given.Admin.PostEvent(given, new { type = "pack", at = Today, place = Given.PackingHouse, inputs = new[] { given.Share("L1", 100), given.Share("L2", 50) }, outputs = new[] { given.Share("P1", 140) } }).Json(201);
        await given.Admin.Post($"/api/coops/{given.Coop}/listings", new { gtin = given.Gtin, lots = new[] { "P1" }, price = new { amount = 65_000, currency = "VND" }, unit = "KGM", minimum = 1, step = 1 }, Cancel).Json(201);
        await given.Admin.Post($"/api/coops/{given.Coop}/listings", new { gtin = given.Gtin, price = new { amount = 60_000, currency = "VND" }, unit = "KGM", minimum = 1, step = 1 }, Cancel).Json(201);
        return given;
    }

    private static object Pack(Given given, string[] inputs, string output) =>
        new { type = "pack", at = Now, place = Given.PackingHouse, inputs = inputs.Select(lot => given.Share(lot, 1)), outputs = new[] { given.Share(output, 1) } };

    private async Task<decimal> Listed(Given given) =>
        (await Listings(given)).Single(listing => listing!["price"]!["amount"]!.GetValue<long>() == 60_000)!["available"]!["value"]!.GetValue<decimal>();

    private async Task<IEnumerable<JsonNode?>> Listings(Given given) => (await Anyone.GetAsync($"/api/listings?coop={given.Coop}", Cancel).Json(200))["items"]!.AsArray();

    private async Task<string> Buy(Given given, int quantity, string? product = null)
    {
        var listing = (await Listings(given)).First(one => product is null ? one!["price"]!["amount"]!.GetValue<long>() == 65_000 : one!["product"]?.GetValue<string>() == product)!;
        var order = await Anyone.Post("/api/orders", new
        {
            coop = given.Coop,
            lines = new[] { new { listing = listing.Text("id"), quantity } },
            buyer = new { name = "Mai", phone = "0912345678", address = "Ninh Kiều, Cần Thơ" },
            payment = "cod",
        }, Cancel, ("Idempotency-Key", Guid.NewGuid().ToString())).Json(201);
        return order.Text("id");
    }

    private static string At(TimeSpan ago) =>
        (DateTimeOffset.UtcNow - ago).ToOffset(TimeSpan.FromHours(7)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture);

    private static string Document(string epcis) => $$"""
        {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"agritrace":"https://agritrace.example/ns/"}],"type":"EPCISDocument","schemaVersion":"2.0",
        "creationDate":"{{Now}}","epcisBody":{"eventList":[{{epcis}}]} }
        """;

    private async Task<bool> Marked(Given given, string lot) =>
        (await Host.Services.GetRequiredService<LineageRows>().Find($"https://id.gs1.org/01/{given.Gtin}/10/{lot}", Cancel)).Holds is { Count: > 0 };

    /// <summary>A lot becomes things that nobody claims, one after the other.</summary>
    private static string Chain(string gtin, string lot, int length)
    {
        string Thing(int number) => number == 0 ? $"https://id.gs1.org/01/{gtin}/10/{lot}" : $"urn:uuid:00000000-0000-4000-8000-{number:D12}";
        var events = Enumerable.Range(0, length).Select(number => $$"""
            {"type":"TransformationEvent","eventTime":"{{Now}}","eventTimeZoneOffset":"+07:00",
            "inputQuantityList":[{"epcClass":"{{Thing(number)}}"}],"outputQuantityList":[{"epcClass":"{{Thing(number + 1)}}"}]}
            """);
        return $$"""
            {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument","schemaVersion":"2.0","creationDate":"{{Now}}","epcisBody":{"eventList":[{{string.Join(',', events)}}] } }
            """;
    }

    private static string Transformation(string inputGtin, string input, string outputGtin, string output) => $$"""
        {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument","schemaVersion":"2.0","creationDate":"{{Now}}","epcisBody":{"eventList":[
        {"type":"TransformationEvent","eventTime":"{{Now}}","eventTimeZoneOffset":"+07:00","bizStep":"commissioning",
        "inputQuantityList":[{"epcClass":"https://id.gs1.org/01/{{inputGtin}}/10/{{input}}","quantity":10,"uom":"KGM"}],
        "outputQuantityList":[{"epcClass":"https://id.gs1.org/01/{{outputGtin}}/10/{{output}}","quantity":9,"uom":"KGM"}]}] } }
        """;
}

internal static class RecallWords
{
    public static Task<HttpResponseMessage> Recall(this Given given, string lot, bool mock = false, string? key = null) => given.Admin.Post(
        $"/api/coops/{given.Coop}/recalls", new { gtin = given.Gtin, lot, reason = "Dư lượng vượt mức", severity = "high", mock }, TestContext.Current.CancellationToken,
        key is null ? [] : [("Idempotency-Key", key)]);

    public static Task<JsonNode> Lineage(this Given given, string lot, string query = "") =>
        given.Admin.GetAsync($"/api/trace/01/{given.Gtin}/10/{lot}{query}", TestContext.Current.CancellationToken).Json(200);
}
