using System.Text.Json.Nodes;
using AgriTrace.Functions.Tests.Traceability.Epcis;

namespace AgriTrace.Functions.Tests.Traceability.Recalls;

public sealed class LineageTests(House house) : HttpTests(house)
{
    [Fact]
    public async Task The_graph_of_a_lot_goes_both_ways_with_quantities()
    {
        var given = await Given.Cooperative(Host, Cancel);
        foreach (var lot in (string[])["L1", "L2"]) await given.Admin.PostLot(given, given.Harvest(lot)).Json(201);
        await Pack(given, [given.Share("L1", 60), given.Share("L2", 40)], [given.Share("P1", 100)]);
        await Pack(given, [given.Share("P1", 30)], [given.Share("B1", 10), given.Share("B2", 20)]);
        await Eventually.Holds(async () => (await given.Lineage("P1"))["nodes"]!.AsArray().Count == 5, "the lineage is whole", Cancel);

        var graph = await given.Lineage("P1");
        (graph["whole"]!.GetValue<bool>(), graph["cycles"]!.AsArray().Count).ShouldBe((true, 0));
        Lots(graph).ShouldBe(["P1", "L1", "L2", "B1", "B2"], ignoreOrder: true);
        graph["nodes"]!.AsArray().Single(node => node!.Text("id").EndsWith("/L1", StringComparison.Ordinal))!["made"]!.ToJsonString().ShouldBe("""{"value":500,"unit":"KGM"}""");
        graph["edges"]!.AsArray().Single(edge => edge!.Text("from").EndsWith("/L2", StringComparison.Ordinal))!["taken"]!.ToJsonString().ShouldBe("""{"value":40,"unit":"KGM"}""");
        Lots(await given.Lineage("P1", "?direction=back")).ShouldBe(["P1", "L1", "L2"], ignoreOrder: true);
        Lots(await given.Lineage("L1", "?direction=forward&depth=1")).ShouldBe(["L1", "P1"]);
        (await given.Lineage("L1", "?direction=forward&depth=1"))["whole"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task A_capture_that_closes_a_circle_is_refused_with_its_path()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.Admin.Kept(Document(Event(given, "A", "B"), Event(given, "B", "C")));

        var problem = await given.Admin.Capture(Document(Event(given, "C", "A"))).Problem(409, "lineage-cycle");
        problem["circle"]!.AsArray().Select(id => id!.GetValue<string>()[^1]).ShouldBe(['C', 'A', 'B', 'C']);
        await given.Admin.Capture(Document(Event(given, "D", "E"), Event(given, "E", "D"))).Problem(409, "lineage-cycle");
        var job = await given.Admin.Captured(Document(Event(given, "D", "E"), Event(given, "E", "D")), ("GS1-Capture-Error-Behaviour", "proceed"));
        job["errors"]!.AsArray().ShouldHaveSingleItem()!.Text("code").ShouldBe("lineage-cycle");
    }

    [Fact]
    public async Task A_stranger_does_not_see_the_graph_of_a_lot()
    {
        var (given, other) = (await Given.Cooperative(Host, Cancel), await Given.Cooperative(Host, Cancel));
        await given.Admin.PostLot(given, given.Harvest("L1")).Json(201);

        await other.Admin.GetAsync($"/api/trace/01/{given.Gtin}/10/L1", Cancel).Problem(404, "no-such-lot");
        await given.Admin.GetAsync($"/api/trace/01/{given.Gtin}/10/L1?direction=up", Cancel).Problem(400, "direction-invalid");
        await given.Admin.GetAsync($"/api/trace/01/{given.Gtin}/10/L1?depth=0", Cancel).Problem(400, "depth-invalid");
        Lots(await given.Lineage("L1")).ShouldBe(["L1"]);
    }

    [Fact]
    public async Task A_recall_is_what_a_page_says_first_also_of_a_lot_that_was_held_before()
    {
        var given = await Given.Cooperative(Host, Cancel);
        foreach (var lot in (string[])["L1", "P1"]) await given.Admin.PostLot(given, given.Harvest(lot)).Json(201);
        await given.Admin.Kept(Document(Event(given, "L1", "P1", 10, 12)));
        await Eventually.Holds(async () => (await given.Board(Cancel)).Lots.Values.Single(lot => lot.Id.Lot == "P1").Held, "the lot is held", Cancel);

        await given.Recall("P1").Json(201);

        await Eventually.Holds(async () => (await given.TraceRecord("P1"))["holds"]!.AsArray().Count == 2, "the record tells of both", Cancel);
        (await Anyone.GetStringAsync(given.TracePath("P1"), Cancel)).ShouldContain("Lô hàng đã bị thu hồi");
    }

    [Fact]
    public async Task More_out_than_went_in_holds_the_lot_until_somebody_explains_it()
    {
        var given = await Given.Cooperative(Host, Cancel);
        foreach (var lot in (string[])["L1", "P1"]) await given.Admin.PostLot(given, given.Harvest(lot)).Json(201);
        await given.Admin.Kept(Document(Event(given, "L1", "P1", 10, 12)));

        await Eventually.Holds(async () => (await given.Board(Cancel)).Lots.Values.Single(lot => lot.Id.Lot == "P1").Held, "the lot is held", Cancel);
        var hold = (await given.Admin.GetAsync($"/api/coops/{given.Coop}/holds", Cancel).Json(200)).AsArray().ShouldHaveSingleItem()!;
        (hold.Text("reason"), hold.Text("detail")).ShouldBe(("mass-balance", "Cân bằng khối lượng: làm ra 12 KGM từ 10 KGM, nhiều hơn mức có thể. (More came out than can have gone in.)"));

        await given.FarmerUt.Post($"/api/coops/{given.Coop}/holds/{hold.Text("id")}/release", new { reason = "x" }, Cancel).Problem(403, "role-may-not");
        await given.Admin.Post($"/api/coops/{given.Coop}/holds/{hold.Text("id")}/release", new { reason = "Cân sai, đã cân lại" }, Cancel).Json(200);
        (await given.Board(Cancel)).Lots.Values.ShouldAllBe(lot => !lot.Held);
        await given.Admin.Kept(Document(Event(given, "L1", "P1", 10, 12)));
        (await given.Board(Cancel)).Lots.Values.ShouldAllBe(lot => !lot.Held, "the same breach is explained already");
    }

    private static IEnumerable<string> Lots(JsonNode graph) => graph["nodes"]!.AsArray().Select(node => node!.Text("id").Split('/')[^1]);

    private static async Task Pack(Given given, object[] inputs, object[] outputs) =>
        await given.Admin.PostEvent(given, new { type = "pack", at = "2026-01-20T14:00:00+07:00", place = Given.PackingHouse, inputs, outputs }).Json(201);

    private static string Document(params string[] events) => $$"""
        {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-01-21T00:00:00Z","epcisBody":{"eventList":[{{string.Join(',', events)}}] } }
        """;

    private static string Event(Given given, string input, string output, int taken = 10, int made = 10) => $$"""
        {"type":"TransformationEvent","eventTime":"2026-01-21T08:00:00+07:00","eventTimeZoneOffset":"+07:00","bizStep":"commissioning",
        "inputQuantityList":[{"epcClass":"https://id.gs1.org/01/{{given.Gtin}}/10/{{input}}","quantity":{{taken}},"uom":"KGM"}],
        "outputQuantityList":[{"epcClass":"https://id.gs1.org/01/{{given.Gtin}}/10/{{output}}","quantity":{{made}},"uom":"KGM"}]}
        """;
}
