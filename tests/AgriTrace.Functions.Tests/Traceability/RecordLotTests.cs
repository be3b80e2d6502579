using System.Text.Json.Nodes;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Functions.Tests.Traceability;

public sealed class RecordLotTests(House house) : HttpTests(house)
{
    [Fact]
    public async Task A_lot_is_numbered_counted_in_stock_and_told_as_a_harvest()
    {
        var given = await Given.Cooperative(Host, Cancel);

        var lot = await given.FarmerUt.PostLot(given, given.Harvest(lot: null)).Json(201);

        lot.Text("gtin").ShouldBe(given.Gtin);
        lot.Text("lot").ShouldMatch("^260120-[0-9A-HJKMNP-TV-Z]{5}$");
        lot.Text("eventId").ShouldMatch(@"^ni:///sha-256;[0-9a-f]{64}\?ver=CBV2\.0$");
        lot.Text("digitalLink").ShouldEndWith($"/01/{given.Gtin}/10/{lot.Text("lot")}");
        var stock = (await given.Board(Cancel)).Lots.Values.ShouldHaveSingleItem();
        (stock.Left, stock.Unit, stock.Member).ShouldBe((500_000, "KGM", Given.Ut));
        stock.ExpiresOn.ShouldBe(new DateOnly(2026, 2, 19));
    }

    [Fact]
    public async Task A_product_without_gtin_is_named_by_an_address_of_ours()
    {
        var given = await Given.Cooperative(Host, Cancel);

        var lot = await given.Admin.PostLot(given, new
        {
            product = Given.OwnProduct,
            lot = "M 1".Replace(" ", "+", StringComparison.Ordinal),
            plot = Given.BasPlot,
            member = Given.Ba,
            quantity = new { value = 1.5, unit = "KGM" },
            harvestedAt = "2026-01-20T06:30:00Z",
        }).Json(201);

        lot.AsObject().ContainsKey("gtin").ShouldBeFalse();
        lot.Text("product").ShouldBe(Given.OwnProduct);
        lot.Text("digitalLink").ShouldEndWith($"/p/{given.Coop}/{Given.OwnProduct}/M%2B1");
    }

    [Fact]
    public async Task Pieces_are_counted_in_the_products_unit_and_stay_pieces_in_the_event()
    {
        var given = await Given.Cooperative(Host, Cancel);

        await given.Admin.PostLot(given, given.Harvest(quantity: 100, unit: "H87")).Json(201);

        (await given.Board(Cancel)).Lots.Values.Single().Left.ShouldBe(120_000);
        (await given.TraceRecord())["quantity"]!.ToJsonString().ShouldBe("""{"value":100,"unit":"H87"}""");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_repeat_gets_the_first_answer_and_counts_once(bool withKey)
    {
        var given = await Given.Cooperative(Host, Cancel);
        (string, string)[] headers = withKey ? [("Idempotency-Key", "k1")] : [];
        var body = given.Harvest(lot: withKey ? null : "L1");

        var first = await given.FarmerUt.PostLot(given, body, headers).Json(201);
        var second = await given.FarmerUt.PostLot(given, body, headers).Json(201);

        second.ToJsonString().ShouldBe(first.ToJsonString());
        (await given.Board(Cancel)).Lots.Values.ShouldHaveSingleItem().Received.ShouldBe(500_000);
    }

    [Fact]
    public async Task The_same_key_for_another_harvest_is_a_conflict_and_claims_nothing()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.Admin.PostLot(given, given.Harvest("L1"), ("Idempotency-Key", "k1")).Json(201);

        await given.Admin.PostLot(given, given.Harvest("L2"), ("Idempotency-Key", "k1")).Problem(409, "idempotency-key-used");

        await given.Admin.PostLot(given, given.Harvest("L2", quantity: 7)).Json(201);
    }

    [Fact]
    public async Task A_number_is_claimed_once_on_the_whole_platform()
    {
        var (given, other) = (await Given.Cooperative(Host, Cancel), await Given.Cooperative(Host, Cancel));
        var same = other with { Gtin = given.Gtin };
        await Host.PutProduct(other.Coop, given.Gtin, Cancel);
        await given.Admin.PostLot(given, given.Harvest()).Json(201);

        await other.Admin.PostLot(other, same.Harvest()).Problem(409, "lot-taken");
        await given.Admin.PostLot(given, given.Harvest(quantity: 1)).Problem(409, "lot-taken");

        (await other.Board(Cancel)).Lots.ShouldBeEmpty();
    }

    [Fact]
    public async Task Forty_lots_at_once_are_all_in_stock()
    {
        var given = await Given.Cooperative(Host, Cancel);

        await Task.WhenAll(Enumerable.Range(1, 40).Select(number => given.Admin.PostLot(given, given.Harvest($"L{number}", quantity: 1)).Json(201)));

        (await given.Board(Cancel)).Lots.Values.Sum(lot => lot.Left).ShouldBe(40_000);
    }

    [Fact]
    public async Task A_farmer_records_on_their_own_plot_and_in_their_own_name_only()
    {
        var given = await Given.Cooperative(Host, Cancel);

        await given.FarmerBa.PostLot(given, given.Harvest()).Problem(403, "not-your-plot");
        await given.FarmerBa.PostLot(given, given.Harvest(plot: Given.BasPlot, member: Given.Ut)).Problem(403, "not-your-plot");
        await Host.As(Role.Farmer, given.Coop).PostLot(given, given.Harvest()).Problem(403, "not-your-plot");
        await Host.As(Role.Accountant, given.Coop).PostLot(given, given.Harvest()).Problem(403, "role-may-not");
        await Host.As(Role.Admin, "htx-khac").PostLot(given, given.Harvest()).Problem(403, "other-cooperative");
    }

    [Theory]
    [InlineData("plot", "khong-co", "no-such-plot")]
    [InlineData("member", "khong-co", "no-such-member")]
    [InlineData("gtin", "09521141012345", "no-such-product")]
    public async Task What_the_cooperative_does_not_have_is_404(string field, string value, string code)
    {
        var given = await Given.Cooperative(Host, Cancel);
        var body = (JsonNode)given.Harvest();
        body[field] = value;

        await given.Admin.PostLot(given, body).Problem(404, code);
    }

    [Fact]
    public async Task An_unknown_cooperative_is_404()
    {
        var given = await Given.Cooperative(Host, Cancel);

        await Host.As(Role.Operator).PostLot(given, given.Harvest()).Problem(403, "role-may-not");
        await Host.As(Role.Admin, "chua-co").Post("/api/coops/chua-co/lots", given.Harvest(), Cancel).Problem(404, "no-such-cooperative");
    }

    [Fact]
    public async Task Every_bad_field_is_named_in_one_answer()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var body = new { gtin = "09521141012346", lot = "a/b", plot = "Vườn", member = new string('m', 300), quantity = new { value = 0, unit = "KILO" }, harvestedAt = "2026-01-20T06:30:00" };

        var problem = await given.Admin.PostLot(given, body).Problem(400, "fields-invalid");

        Paths(problem).ShouldBe(["$.gtin", "$.lot", "$.plot", "$.member", "$.quantity.value", "$.quantity.unit", "$.harvestedAt"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("harvestedAt", "\"1999-12-31T23:59:59Z\"", "$.harvestedAt")]
    [InlineData("harvestedAt", "\"2999-01-01T00:00:00Z\"", "$.harvestedAt")]
    [InlineData("harvestedAt", "7", "$.harvestedAt")]
    [InlineData("lot", "\"\"", "$.lot")]
    [InlineData("lot", "\"L\\u0007\"", "$.lot")]
    [InlineData("lot", "\"Bưởi\"", "$.lot")]
    [InlineData("lot", "\"..\"", "$.lot")]
    [InlineData("lot", "\"a%2fb\"", "$.lot")]
    [InlineData("product", "\"mut-buoi\"", "$.product")]
    [InlineData("quantity", "{\"value\":1,\"unit\":\"LTR\"}", "$.quantity.unit")]
    [InlineData("quantity", "{\"value\":0.0001,\"unit\":\"KGM\"}", "$.quantity.value")]
    [InlineData("quantity", "{\"value\":1}", "$.quantity.unit")]
    [InlineData("colour", "\"green\"", "$.colour")]
    public async Task A_bad_field_is_named(string field, string json, string path)
    {
        var given = await Given.Cooperative(Host, Cancel);
        var body = (JsonNode)given.Harvest();
        body[field] = JsonNode.Parse(json);

        Paths(await given.Admin.PostLot(given, body).Problem(400, "fields-invalid")).ShouldBe([path]);
    }

    [Fact]
    public async Task A_key_that_is_no_key_is_refused()
    {
        var given = await Given.Cooperative(Host, Cancel);

        await given.Admin.PostLot(given, given.Harvest(), ("Idempotency-Key", new string('k', 101))).Problem(400, "idempotency-key");
    }

    [Fact]
    public async Task The_harvest_is_a_valid_epcis_event_whose_id_is_its_hash()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var lot = await given.FarmerUt.PostLot(given, given.Harvest("L=1;'x")).Json(201);

        await Eventually.Holds(async () => (await Events(given)).Count == 1, "the event is listed", Cancel);
        var document = EpcisDocument.ParseValid(await given.Admin.GetByteArrayAsync("/epcis/events", Cancel)).Value;

        var harvest = document.Events.Single();
        EventHash.Of(harvest).Hash.ShouldBe(lot.Text("eventId"));
        harvest.EventId.ShouldBe(lot.Text("eventId"));
        harvest.EventTimeZoneOffset.ShouldBe(TimeSpan.FromHours(7));
        harvest.Action.ShouldBe(EpcisAction.Add);
        harvest.QuantityList.Single().ShouldBe(new QuantityElement($"https://id.gs1.org/01/{given.Gtin}/10/L=1;'x", 500, "KGM"));
        harvest.Extension("https://agritrace.example/ns/", "recordedBy")!.Value.GetString().ShouldBe(Given.Ut);
    }

    [Fact]
    public async Task A_lot_costs_nine_storage_transactions_and_one_more_with_a_key()
    {
        var given = await Given.Cooperative(Host, Cancel);

        var requests = await Host.Counter.OverHttpDuring(() => given.Admin.PostLot(given, given.Harvest()).Json(201));
        requests.Count.ShouldBe(9, string.Join('\n', requests));
        requests = await Host.Counter.OverHttpDuring(() => given.Admin.PostLot(given, given.Harvest("L2"), ("Idempotency-Key", "k")).Json(201));
        requests.Count.ShouldBe(10, string.Join('\n', requests));
    }

    private static async Task<JsonArray> Events(Given given) =>
        (await given.Admin.GetAsync("/epcis/events", Cancel).Json(200))["epcisBody"]!["queryResults"]!["resultsBody"]!["eventList"]!.AsArray();

    private static string[] Paths(JsonNode problem) => [.. problem["errors"]!.AsArray().Select(fault => fault!.Text("path"))];
}
