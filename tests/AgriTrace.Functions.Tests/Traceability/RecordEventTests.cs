using System.Text;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Infra.Traceability;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Traceability;

public sealed class RecordEventTests(House house) : HttpTests(house)
{
    [Theory]
    [InlineData("pack", "packing", "in_progress")]
    [InlineData("ship", "shipping", "in_transit")]
    [InlineData("receive", "receiving", "in_progress")]
    public async Task A_step_of_a_lot_is_a_valid_epcis_event(string type, string bizStep, string disposition)
    {
        var given = await WithLot();

        var answer = await given.Admin.PostEvent(given, given.Step(type, place: Given.Store)).Json(201);

        var document = EpcisDocument.ParseValid(Encoding.UTF8.GetBytes(answer["epcis"]!.ToJsonString())).Value;
        var epcis = document.Events.Single();
        (epcis.BizStep, epcis.Disposition, epcis.Action).ShouldBe((bizStep, disposition, EpcisAction.Observe));
        epcis.ReadPoint.ShouldBe("https://id.gs1.org/414/" + Given.StoreGln);
        epcis.EventId.ShouldBe(answer.Text("eventId"));
        EventHash.Of(epcis).Hash.ShouldBe(answer.Text("eventId"));
    }

    [Fact]
    public async Task One_event_costs_at_most_five_storage_transactions()
    {
        var given = await WithLot();

        foreach (var type in new[] { "pack", "ship", "receive" })
        {
            var requests = await Host.Counter.OverHttpDuring(() => given.Admin.PostEvent(given, given.Step(type), ("Idempotency-Key", type)).Json(201));
            requests.Count.ShouldBeInRange(1, 5, string.Join('\n', requests));
        }
    }

    [Fact]
    public async Task Packing_a_lot_into_another_costs_eleven_storage_transactions_the_first_time_and_ten_and_one_for_a_key_later()
    {
        var given = await WithLot();

        var requests = await Host.Counter.OverHttpDuring(() => given.Admin.PostEvent(given, Pack(given, [given.Share("L1", 1)], [given.Share("P1", 1)])).Json(201));
        // The lot that goes in learns at once what was made of it: a read and a write, and its claim the first time.
        requests.Count.ShouldBe(11, string.Join('\n', requests));
        requests = await Host.Counter.OverHttpDuring(() => given.Admin.PostEvent(given, Pack(given, [given.Share("L1", 1)], [given.Share("P2", 1)]), ("Idempotency-Key", "k")).Json(201));
        requests.Count.ShouldBe(11, string.Join('\n', requests));
    }

    [Fact]
    public async Task Two_equal_events_are_two_and_with_one_key_they_are_one()
    {
        var given = await WithLot();

        var (first, second) = (await given.Admin.PostEvent(given, given.Step("ship")).Json(201), await given.Admin.PostEvent(given, given.Step("ship")).Json(201));
        var (third, fourth) = (
            await given.Admin.PostEvent(given, given.Step("ship"), ("Idempotency-Key", "k")).Json(201),
            await given.Admin.PostEvent(given, given.Step("ship"), ("Idempotency-Key", "k")).Json(201));

        second.Text("eventId").ShouldNotBe(first.Text("eventId"));
        fourth.ToJsonString().ShouldBe(third.ToJsonString());
        await given.Admin.PostEvent(given, given.Step("receive"), ("Idempotency-Key", "k")).Problem(409, "idempotency-key-used");
    }

    [Fact]
    public async Task What_is_not_there_is_404()
    {
        var (given, other) = (await WithLot(), await WithLot());

        await given.Admin.PostEvent(given, given.Step("ship", place: "khong-co")).Problem(404, "no-such-place");
        await given.Admin.PostEvent(given, given.Step("ship", lot: "L9")).Problem(404, "no-such-lot");
        await given.Admin.PostEvent(given, other.Step("ship")).Problem(404, "no-such-lot");
        await Host.As(Role.Admin, "chua-co").Post("/api/coops/chua-co/events", given.Step("ship"), Cancel).Problem(404, "no-such-cooperative");
    }

    [Fact]
    public async Task A_farmer_records_what_happens_to_their_own_lots_only()
    {
        var given = await WithLot();

        await given.FarmerUt.PostEvent(given, given.Step("ship")).Json(201);
        await given.FarmerBa.PostEvent(given, given.Step("ship")).Problem(403, "not-your-lot");
    }

    [Fact]
    public async Task Packing_lots_into_others_moves_the_stock_and_the_new_lot_tells_where_it_came_from()
    {
        var given = await WithLot();
        await given.Admin.PostLot(given, given.Harvest("L2", plot: Given.BasPlot, member: Given.Ba, harvestedAt: "2026-01-19T06:30:00+07:00")).Json(201);
        var pack = Pack(given, [given.Share("L1", 100), given.Share("L2", 50)], [given.Share("P1", 140)]);

        var answer = await given.Admin.PostEvent(given, pack, ("Idempotency-Key", "k")).Json(201);
        (await given.Admin.PostEvent(given, pack, ("Idempotency-Key", "k")).Json(201)).ToJsonString().ShouldBe(answer.ToJsonString());

        EpcisDocument.ParseValid(Encoding.UTF8.GetBytes(answer["epcis"]!.ToJsonString())).Value.Events.Single().Type.ShouldBe(EpcisEventType.TransformationEvent);
        (await Left(given)).ShouldBe([("L1", 400_000), ("L2", 450_000), ("P1", 140_000)]);
        (await given.Board(Cancel)).Lots.Values.Single(lot => lot.Id.Lot == "P1").ExpiresOn.ShouldBe(new DateOnly(2026, 2, 18), "new boxes make no fruit fresher");
        await Eventually.Holds(async () => (await given.TraceRecord("P1"))["stages"]!.AsArray().Count == 3, "both harvests show on the new lot", Cancel);
        var record = await given.TraceRecord("P1");
        record["sources"]!.AsArray().Select(source => source!.Text("lot")).ShouldBe(["L1", "L2"]);
        record["stages"]!.AsArray().Select(stage => stage!.Text("bizStep")).ShouldBe(["commissioning", "commissioning", "packing"]);
        record["grower"].ShouldBeNull("it grew on two plots");
    }

    [Fact]
    public async Task A_repeated_pack_without_a_key_moves_the_stock_once_even_where_it_ran_out()
    {
        var given = await WithLot();
        var pack = Pack(given, [given.Share("L1", 400)], [given.Share("P1", 400)]);

        var first = await given.Admin.PostEvent(given, pack).Json(201);
        var second = await given.Admin.PostEvent(given, pack).Json(201);

        second.ToJsonString().ShouldBe(first.ToJsonString());
        (await Left(given)).ShouldBe([("L1", 100_000), ("P1", 400_000)]);
    }

    [Fact]
    public async Task Packing_more_than_is_left_is_409_with_what_is_left_and_claims_nothing()
    {
        var given = await WithLot();

        var problem = await given.Admin.PostEvent(given, Pack(given, [given.Share("L1", 501)], [given.Share("P1", 1)])).Problem(409, "out-of-stock");

        problem["left"]!.ToJsonString().ShouldBe("""{"value":500,"unit":"KGM"}""");
        await given.Admin.PostLot(given, given.Harvest("P1")).Json(201);
    }

    [Fact]
    public async Task A_pack_may_not_make_a_lot_that_is_there()
    {
        var given = await WithLot();
        await given.Admin.PostLot(given, given.Harvest("L2")).Json(201);

        await given.Admin.PostEvent(given, Pack(given, [given.Share("L1", 1)], [given.Share("L2", 1)])).Problem(409, "lot-taken");

        (await Left(given)).ShouldBe([("L1", 500_000), ("L2", 500_000)]);
    }

    [Fact]
    public async Task A_pack_that_is_refused_after_it_claimed_a_number_gives_it_back()
    {
        var given = await WithLot();
        await given.Admin.PostLot(given, given.Harvest("L2")).Json(201);

        await given.Admin.PostEvent(given, Pack(given, [given.Share("L1", 2)], [given.Share("P1", 1), given.Share("L2", 1)])).Problem(409, "lot-taken");

        await given.Admin.PostEvent(given, Pack(given, [given.Share("L1", 3)], [given.Share("P1", 3)])).Json(201);
        (await Left(given)).ShouldBe([("L1", 497_000), ("L2", 500_000), ("P1", 3_000)]);
    }

    [Fact]
    public async Task A_claim_is_taken_back_by_its_maker_only_and_not_once_a_repeat_went_on_from_it()
    {
        var given = await WithLot();
        var lots = Host.Services.GetRequiredService<LotStore>();
        var claim = (await lots.Find(LotId.Parse(given.Coop, given.Gtin, "L1").Value, Cancel))! with { Id = LotId.Parse(given.Coop, given.Gtin, "C1").Value };

        var made = (await lots.Claim(claim, Cancel)).Value;
        await lots.Release(claim.Id, made.Version!, Cancel);
        (await lots.Find(claim.Id, Cancel)).ShouldBeNull();

        made = (await lots.Claim(claim, Cancel)).Value;
        (await lots.Claim(claim, Cancel)).Value.Version.ShouldBeNull("the repeat did not make it");
        await lots.Release(claim.Id, made.Version!, Cancel);
        (await lots.Find(claim.Id, Cancel)).ShouldBe(claim);
    }

    [Fact]
    public async Task A_pack_makes_no_more_of_a_product_than_it_takes()
    {
        var given = await WithLot();
        await given.Admin.PostLot(given, given.Harvest("L2", quantity: 10, unit: "H87")).Json(201);

        var problem = await given.Admin.PostEvent(given, Pack(given, [given.Share("L1", 10), Pieces(given, "L2", 10)], [given.Share("P1", 20), given.Share("P2", 2.001m)])).Problem(409, "more-out-than-in");

        (problem["taken"]!.ToJsonString(), problem["made"]!.ToJsonString()).ShouldBe(("{\"value\":22.0,\"unit\":\"KGM\"}", "{\"value\":22.001,\"unit\":\"KGM\"}"));
        (await Left(given)).ShouldBe([("L1", 500_000), ("L2", 12_000)]);
        await given.Admin.PostEvent(given, Pack(given, [given.Share("L1", 10), Pieces(given, "L2", 10)], [given.Share("P1", 20), given.Share("P2", 2)])).Json(201);
    }

    [Theory]
    [InlineData("ship")]
    [InlineData("receive")]
    [InlineData("pack")]
    public async Task A_step_counts_in_units_that_the_product_has_and_comes_after_the_harvest(string type)
    {
        var given = await WithLot();
        object Step(string unit, string at = "2026-01-20T14:00:00+07:00") =>
            new { type, at, place = Given.PackingHouse, gtin = given.Gtin, lot = "L1", quantity = new { value = 3, unit } };

        (await given.Admin.PostEvent(given, Step("LTR")).Problem(400, "fields-invalid"))["errors"]!.AsArray().Single()!.Text("path").ShouldBe("$.quantity.unit");
        (await given.Admin.PostEvent(given, Step("KGM", "2026-01-20T06:29:59+07:00")).Problem(400, "fields-invalid"))["errors"]!.AsArray().Single()!.Text("path").ShouldBe("$.at");
        foreach (var unit in (string[])["KGM", "H87"]) await given.Admin.PostEvent(given, Step(unit)).Json(201);
        await given.Admin.PostEvent(given, Step("KGM", "2026-01-20T06:30:00+07:00")).Json(201);
    }

    [Fact]
    public async Task A_pack_comes_after_the_harvest_of_each_of_its_lots()
    {
        var given = await WithLot();
        await given.Admin.PostLot(given, given.Harvest("L2", harvestedAt: "2026-01-20T14:00:01+07:00")).Json(201);

        var problem = await given.Admin.PostEvent(given, Pack(given, [given.Share("L1", 1), given.Share("L2", 1)], [given.Share("P1", 1)])).Problem(400, "fields-invalid");

        problem["errors"]!.AsArray().Single()!.Text("path").ShouldBe("$.at");
    }

    [Theory]
    [InlineData("""{"type":"eat","at":"2026-01-20T14:00:00+07:00","place":"p","lot":"L1","gtin":"09521141012345"}""", "$.type")]
    [InlineData("""{"type":"ship","at":"2026-01-20","place":"P!","gtin":"9"}""", "$.at", "$.place", "$.lot", "$.gtin")]
    [InlineData("""{"type":"ship","at":"2026-01-20T14:00:00+07:00","place":"p","lot":"L1"}""", "$.gtin")]
    [InlineData("""{"type":"ship","at":"2026-01-20T14:00:00+07:00","place":"p","lot":"L1","product":"x","quantity":{"value":-1,"unit":"KGM"}}""", "$.quantity.value")]
    [InlineData("""{"type":"ship","at":"2026-01-20T14:00:00+07:00","place":"p","inputs":[],"lot":"L1"}""", "$.inputs", "$.gtin")]
    [InlineData("""{"type":"pack","at":"2026-01-20T14:00:00+07:00","place":"p","inputs":[],"lot":"L1"}""", "$.inputs", "$.outputs", "$.lot")]
    [InlineData("""{"type":"pack","at":"2026-01-20T14:00:00+07:00","place":"p","inputs":[{"product":"x","lot":"a","quantity":{"value":1,"unit":"KGM"}}],"outputs":[{"product":"x","lot":"a","quantity":{"value":1,"unit":"X"}}]}""", "$.outputs[0].lot", "$.outputs[0].quantity.unit")]
    public async Task Every_bad_field_is_named(string body, params string[] paths)
    {
        var given = await WithLot();

        var problem = await given.Admin.PostEvent(given, body).Problem(400, "fields-invalid");

        problem["errors"]!.AsArray().Select(fault => fault!.Text("path")).ShouldBe(paths, ignoreOrder: true);
    }

    [Fact]
    public async Task An_empty_lot_number_is_one_fault_that_says_so()
    {
        var given = await WithLot();

        foreach (var answer in (Task<HttpResponseMessage>[])[
            given.Admin.PostLot(given, given.Harvest(string.Empty)),
            given.Admin.PostEvent(given, given.Step("ship", lot: string.Empty))])
        {
            var fault = (await answer.Problem(400, "fields-invalid"))["errors"]!.AsArray().ShouldHaveSingleItem()!;
            (fault.Text("path"), fault.Text("message")).ShouldBe(("$.lot", "must not be empty."));
        }

        var pack = await given.Admin.PostEvent(given, Pack(given, [given.Share(string.Empty, 1)], [given.Share(string.Empty, 1)])).Problem(400, "fields-invalid");
        pack["errors"]!.AsArray().Select(fault => fault!.Text("path")).ShouldBe(["$.inputs[0].lot", "$.outputs[0].lot"]);
    }

    private static object Pieces(Given given, string lot, int count) => new { gtin = given.Gtin, lot, quantity = new { value = count, unit = "H87" } };

    private static object Pack(Given given, object[] inputs, object[] outputs) =>
        new { type = "pack", at = "2026-01-20T14:00:00+07:00", place = Given.PackingHouse, inputs, outputs };

    private static async Task<(string, long)[]> Left(Given given) =>
        [.. (await given.Board(Cancel)).Lots.Values.Select(lot => (lot.Id.Lot, lot.Left)).OrderBy(lot => lot.Lot, StringComparer.Ordinal)];

    private async Task<Given> WithLot()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.Admin.PostLot(given, given.Harvest()).Json(201);
        return given;
    }
}
