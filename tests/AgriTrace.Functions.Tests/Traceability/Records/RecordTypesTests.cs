using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability.Holds;
using AgriTrace.Functions.Identity;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Traceability;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Traceability.Records;

/// <summary>Each type of record over HTTP: that it is kept, and what it is refused for.</summary>
public sealed class RecordTypesTests(House house) : HttpTests(house)
{
    private const string At = "2026-01-20T14:00:00+07:00";

    [Fact]
    public async Task A_farmer_records_work_on_their_own_plot()
    {
        var given = await Given.Cooperative(Host, Cancel);

        var answer = await given.FarmerUt.PostEvent(given, Spray(Given.UtsPlot)).Json(201);

        answer["epcis"]!["epcList"]![0]!.GetValue<string>().ShouldEndWith($"/plots/{given.Coop}/{Given.UtsPlot}");
        answer["epcis"]!["agritrace:intervalDays"]!.GetValue<int>().ShouldBe(14);
        answer["recordedAt"]!.GetValue<DateTimeOffset>().ShouldBeGreaterThan(answer["epcis"]!["eventTime"]!.GetValue<DateTimeOffset>());
        await given.FarmerUt.PostEvent(given, Spray(Given.BasPlot)).Problem(403, "not-your-plot");
        await given.FarmerUt.PostEvent(given, Spray("khong-co")).Problem(404, "no-such-plot");
        await Host.As(Role.Admin, "chua-co").Post("/api/coops/chua-co/events", Spray("p"), Cancel).Problem(404, "no-such-cooperative");
    }

    [Fact]
    public async Task A_helper_in_the_place_of_a_farmer_records_what_is_the_farmers()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.FarmerUt.PutAsync($"/api/coops/{given.Coop}/members/{Given.Ut}/helpers/{Given.Bay}", null, Cancel).Json(200);
        await given.Admin.PostLot(given, given.Harvest("BA", Given.BasPlot, Given.Ba)).Json(201);

        var answer = await given.Helper.PostEvent(given, Spray(Given.UtsPlot), (Callers.OnBehalfOf, Given.Ut)).Json(201);

        (answer["epcis"]!.Text("agritrace:recordedBy"), answer["epcis"]!.Text("agritrace:onBehalfOf")).ShouldBe((Given.Bay, Given.Ut));
        await given.Helper.PostEvent(given, Spray(Given.BasPlot), (Callers.OnBehalfOf, Given.Ut)).Problem(403, "not-your-plot");
        await given.Helper.PostEvent(given, given.Step("wash", "BA"), (Callers.OnBehalfOf, Given.Ut)).Problem(403, "not-your-lot");
    }

    [Fact]
    public async Task A_pond_is_not_sprayed_and_nothing_happens_before_the_first_day_of_a_plot()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var coops = Host.Services.GetRequiredService<CoopStore>();
        var plot = (await coops.Plot(given.Coop, Given.UtsPlot, Cancel))!;
        await coops.Put(given.Coop, plot with { Id = "ao", Kind = PlotKind.Pond }, Cancel);
        await coops.Put(given.Coop, plot with { Id = "moi", Since = new DateOnly(2026, 1, 21) }, Cancel);

        (await given.Admin.PostEvent(given, Spray("ao")).Problem(400, "fields-invalid"))["errors"]![0]!.Text("path").ShouldBe("$.plot");
        await given.Admin.PostEvent(given, new { type = "feed", at = At, plot = "ao", materialName = "Cám" }).Json(201);
        (await given.Admin.PostEvent(given, Spray("moi")).Problem(400, "fields-invalid"))["errors"]![0]!.Text("message").ShouldContain("2026-01-21");
        (await given.Admin.PostLot(given, given.Harvest(plot: "moi")).Problem(400, "fields-invalid"))["errors"]![0]!.Text("path").ShouldBe("$.harvestedAt");
    }

    [Fact]
    public async Task A_harvest_is_a_record_as_any_other_and_puts_the_lot_in_stock_once()
    {
        var given = await Given.Cooperative(Host, Cancel);
        object Harvest(int kilograms) => new { type = "harvest", at = At, plot = Given.UtsPlot, member = Given.Ut, gtin = given.Gtin, lot = "L1", quantity = Kilograms(kilograms) };

        var first = await given.FarmerUt.PostEvent(given, Harvest(500), Key).Json(201);
        var second = await given.FarmerUt.PostEvent(given, Harvest(500), Key).Json(201);

        second.ToJsonString().ShouldBe(first.ToJsonString());
        (await Lot(given)).Received.ShouldBe(500_000);
        await given.FarmerUt.PostEvent(given, Harvest(499), Key).Problem(409, "idempotency-key-used");
        await given.FarmerBa.PostEvent(given, Harvest(500)).Problem(403, "not-your-plot");
        (await given.FarmerUt.PostEvent(given, new { type = "harvest", at = At, plot = Given.UtsPlot, gtin = given.Gtin, place = "x" }).Problem(400, "fields-invalid"))["errors"]!.AsArray()
            .Select(fault => fault!.Text("path")).ShouldBe(["$.member", "$.quantity", "$.place"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_count_sets_the_stock_and_repeated_it_is_one_count()
    {
        var given = await WithLot();

        var first = await given.Admin.PostEvent(given, Count(given, 480, "hao hụt"), Key).Json(201);
        (await given.Admin.PostEvent(given, Count(given, 480, "hao hụt"), Key).Json(201)).ToJsonString().ShouldBe(first.ToJsonString());

        first["epcis"]!["agritrace:shrinkage"]!.GetValue<decimal>().ShouldBe(20);
        (await Lot(given)).Left.ShouldBe(480_000);
        await given.Admin.PostEvent(given, Count(given, 470, "hao hụt"), Key).Problem(409, "idempotency-key-used");
        (await given.Admin.PostEvent(given, Count(given, 470)).Problem(400, "fields-invalid"))["errors"]![0]!.Text("path").ShouldBe("$.reason");
        (await given.Admin.PostEvent(given, Count(given, 481)).Problem(409, "count-above-stock"))["left"]!.ToJsonString().ShouldBe("""{"value":480,"unit":"KGM"}""");
        await given.FarmerBa.PostEvent(given, Count(given, 480)).Problem(403, "not-your-lot");
        await given.Admin.PostEvent(given, Count(given, 1, lot: "L9")).Problem(404, "no-such-lot");
    }

    [Fact]
    public async Task What_is_thrown_away_leaves_the_stock_once_even_where_it_ran_out()
    {
        var given = await WithLot();

        var first = await given.Admin.PostEvent(given, Discard(given, 500), Key).Json(201);
        (await given.Admin.PostEvent(given, Discard(given, 500), Key).Json(201)).ToJsonString().ShouldBe(first.ToJsonString());

        (await given.Board(Cancel)).Lots.ShouldBeEmpty();
        (await given.Admin.PostEvent(given, Discard(given, 1)).Problem(409, "out-of-stock"))["left"]!.ToJsonString().ShouldBe("""{"value":0,"unit":"KGM"}""");
        await given.Admin.PostEvent(given, Count(given, 1)).Problem(409, "count-above-stock");
        await given.Admin.PostEvent(given, Count(given, 0)).Json(201);
    }

    [Fact]
    public async Task A_failed_inspection_holds_the_lot_in_the_same_moment_and_once()
    {
        var given = await WithLot();
        var inspection = new { type = "inspect", at = At, place = Given.PackingHouse, gtin = given.Gtin, lot = "L1", result = "fail" };

        await given.Admin.PostEvent(given, inspection, Key).Json(201);
        await given.Admin.PostEvent(given, inspection, Key).Json(201);

        (await Lot(given)).Held.ShouldBeTrue();
        var hold = (await Host.Services.GetRequiredService<HoldStore>().All(given.Coop, Cancel)).ShouldHaveSingleItem();
        (hold.Reason, hold.Released).ShouldBe((HoldReason.Inspection, null));
        foreach (var type in (string[])["pack", "grade"])
            await given.Admin.PostEvent(given, new { type, at = At, place = Given.PackingHouse, inputs = new[] { given.Share("L1", 2) }, outputs = new[] { given.Share("P1", 1) } }).Problem(409, "lot-held");
        await given.Admin.PostEvent(given, given.Step("store", place: Given.Store)).Json(201);
        await given.Admin.PostEvent(given, Discard(given, 1)).Json(201);
        await given.Admin.PostEvent(given, Count(given, 499)).Json(201);
    }

    [Fact]
    public async Task What_a_record_names_must_be_there()
    {
        var given = await WithLot();

        await given.Admin.PostEvent(given, new { type = "ship", at = At, place = Given.PackingHouse, to = "khong-co", gtin = given.Gtin, lot = "L1" }).Problem(404, "no-such-place");
        await given.Admin.PostEvent(given, new { type = "measure", at = At, gtin = given.Gtin, lot = "L9", temperature = 4 }).Problem(404, "no-such-lot");
        object Aggregate(string lot) => new { type = "aggregate", at = At, place = Given.PackingHouse, unit = "SOT-1", lots = new[] { given.Share(lot, 1) } };
        await given.Admin.PostEvent(given, Aggregate("L9")).Problem(404, "no-such-lot");
        await given.FarmerBa.PostEvent(given, Aggregate("L1")).Problem(403, "not-your-lot");
        await given.FarmerUt.PostEvent(given, Aggregate("L1")).Json(201);
    }

    [Fact]
    public async Task A_split_lot_tells_where_it_came_from_and_keeps_its_farmer()
    {
        var given = await WithLot();

        await given.FarmerUt.PostEvent(given, new { type = "split", at = At, place = Given.PackingHouse, inputs = new[] { given.Share("L1", 100) }, outputs = new[] { given.Share("A", 60), given.Share("B", 40) } }).Json(201);

        (await given.Board(Cancel)).Lots.Values.Select(lot => (lot.Id.Lot, lot.Left, lot.Member)).ShouldBe([("A", 60_000, Given.Ut), ("B", 40_000, Given.Ut), ("L1", 400_000, Given.Ut)]);
        await Eventually.Holds(async () => (await given.TraceRecord("A"))["stages"]!.AsArray().Count == 2, "harvest and split show on the new lot", Cancel);
    }

    [Fact]
    public async Task Simple_records_cost_at_most_five_storage_transactions()
    {
        var given = await WithLot();
        object[] simple =
        [
            Spray(Given.UtsPlot), given.Step("wash"), given.Step("store"), Count(given, 490, "x"), Discard(given, 1),
            new { type = "measure", at = At, place = Given.Store, gtin = given.Gtin, lot = "L1", temperature = 4 },
            new { type = "inspect", at = At, place = Given.PackingHouse, gtin = given.Gtin, lot = "L1", result = "pass" },
        ];

        foreach (var record in simple)
        {
            var requests = await Host.Counter.OverHttpDuring(() => given.Admin.PostEvent(given, record, ("Idempotency-Key", Guid.CreateVersion7().ToString())).Json(201));
            requests.Count.ShouldBeInRange(1, 5, string.Join('\n', requests));
        }
    }

    private static (string, string) Key => ("Idempotency-Key", "k1");

    private static object Spray(string plot) =>
        new { type = "cultivate", at = At, plot, activity = "spray", materialName = "Abatin 5.4EC", materialDose = "20 ml / 16 l", intervalDays = 14 };

    private static object Count(Given given, decimal kilograms, string? reason = null, string lot = "L1") =>
        new { type = "count", at = At, place = Given.PackingHouse, gtin = given.Gtin, lot, quantity = Kilograms(kilograms), reason };

    private static object Discard(Given given, decimal kilograms) =>
        new { type = "discard", at = At, place = Given.PackingHouse, gtin = given.Gtin, lot = "L1", quantity = Kilograms(kilograms), reason = "dập nát" };

    private static object Kilograms(decimal value) => new { value, unit = "KGM" };

    private static async Task<BoardLot> Lot(Given given) => (await given.Board(Cancel)).Lots.Values.Single();

    private async Task<Given> WithLot()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.Admin.PostLot(given, given.Harvest()).Json(201);
        return given;
    }
}
