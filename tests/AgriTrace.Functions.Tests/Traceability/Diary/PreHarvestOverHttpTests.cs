using System.Globalization;
using System.Text.Json.Nodes;
using AgriTrace.Domain.Traceability;
using AgriTrace.Infra;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Traceability;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Traceability.Diary;

/// <summary>Harvests before the interval of a treatment is over, in whatever order they and the treatment are entered.</summary>
public sealed class PreHarvestOverHttpTests(House house) : HttpTests(house)
{
    private static readonly DateTimeOffset Picked = new(2026, 1, 20, 6, 30, 0, TimeSpan.FromHours(7));

    [Fact]
    public async Task A_harvest_within_the_interval_is_recorded_and_held_and_the_answer_says_until_when()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await Sprayed(given, Picked.AddDays(-3), days: 7);

        var lot = await given.FarmerUt.PostLot(given, given.Harvest(), ("Idempotency-Key", "k1")).Json(201);

        var hold = lot["hold"].ShouldNotBeNull();
        (hold.Text("reason"), hold.Text("earliest")).ShouldBe(("pre-harvest", "2026-01-24"));
        hold.Text("detail").ShouldBe("Thu hoạch trước khi hết thời gian cách ly: đã dùng Abamectin 1.8EC ngày 17/01/2026, thời gian cách ly 7 ngày; chỉ được thu hoạch từ ngày 24/01/2026.");
        (await given.Board(Cancel)).Lots.Values.ShouldHaveSingleItem().Holds.ShouldBe([hold.Text("id")]);
        await given.Admin.PostEvent(given, Pack(given), ("Idempotency-Key", "p1")).Problem(409, "lot-held");
    }

    [Theory]
    [InlineData(Given.UtsPlot, 409)]
    [InlineData(Given.BasPlot, 201)]
    public async Task A_held_lot_is_not_sold_and_that_of_another_plot_is(string sprayed, int status)
    {
        var given = await Given.Cooperative(Host, Cancel);
        var now = DateTimeOffset.UtcNow.AddHours(-1);
        await Sprayed(given, now.AddDays(-1), days: 7, plot: sprayed);
        await given.FarmerUt.PostLot(given, given.Harvest(harvestedAt: now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))).Json(201);
        var listing = await given.Admin.Post($"/api/coops/{given.Coop}/listings", new { gtin = given.Gtin, price = new { amount = 65_000, currency = "VND" }, unit = "KGM", minimum = 0.5, step = 0.5 }, Cancel).Json(201);

        await Anyone.Post("/api/orders", new
        {
            coop = given.Coop,
            lines = new[] { new { listing = listing.Text("id"), quantity = 1 } },
            buyer = new { name = "Trần Thị Mai", phone = "0912345678", address = "12 Nguyễn Trãi, Cần Thơ" },
            payment = "cod",
        }, Cancel, ("Idempotency-Key", "order-" + given.Coop)).Json(status);
    }

    [Fact]
    public async Task A_repeat_gets_the_first_answer_whatever_was_entered_since()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await Sprayed(given, Picked.AddDays(-3), days: 7);
        var held = await given.FarmerUt.PostLot(given, given.Harvest(), ("Idempotency-Key", "k1")).Json(201);
        await Sprayed(given, Picked.AddDays(-2), days: 30, recordId: "spray2");

        (await given.FarmerUt.PostLot(given, given.Harvest(), ("Idempotency-Key", "k1")).Json(201)).ToJsonString().ShouldBe(held.ToJsonString());
        (await given.FarmerUt.PostLot(given, given.Harvest()).Json(201)).ToJsonString().ShouldBe(held.ToJsonString(), "the number makes it the same harvest");
    }

    [Fact]
    public async Task A_spraying_that_is_entered_late_holds_the_harvest_and_what_was_made_from_it_and_a_repeat_of_the_harvest_still_gets_its_first_answer()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var first = await given.FarmerUt.PostLot(given, given.Harvest(), ("Idempotency-Key", "k1")).Json(201);
        first["hold"].ShouldBeNull();
        await given.Admin.PostEvent(given, Pack(given), ("Idempotency-Key", "p1")).Json(201);
        await Eventually.Holds(async () => (await given.TraceRecord("P1"))["sources"]!.AsArray().Count == 1, "the pack is known", Cancel);

        await Sprayed(given, Picked.AddDays(-3), days: 7, index: false);

        await Eventually.Holds(async () => (await given.Board(Cancel)).Lots.Values.All(lot => lot.Held), "both lots are held", Cancel);
        (await given.Board(Cancel)).Lots.Count.ShouldBe(2);
        (await given.FarmerUt.PostLot(given, given.Harvest(), ("Idempotency-Key", "k1")).Json(201)).ToJsonString().ShouldBe(first.ToJsonString());
    }

    [Fact]
    public async Task A_breach_that_is_found_twice_is_one_hold()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var spray = await Sprayed(given, Picked.AddDays(-3), days: 7);
        await given.FarmerUt.PostLot(given, given.Harvest()).Json(201);
        await Eventually.Holds(async () => (await Diary(given)).Count == 2, "the harvest is in the diary", Cancel);
        var harvest = (await Diary(given)).Single(entry => entry.Lot is not null);

        var index = Host.Services.GetRequiredService<DiaryIndex>();
        await index.Apply(spray, Cancel);
        await index.Apply((await Host.Services.GetRequiredService<EventRecorder>().Find(given.Coop, harvest.RecordId, Cancel))!, Cancel);

        (await Host.Services.GetRequiredService<HoldStore>().All(given.Coop, Cancel)).ShouldHaveSingleItem().Lots.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(7)]
    [InlineData(null)]
    public async Task A_harvest_on_the_first_allowed_day_or_without_an_interval_is_not_held(int? days)
    {
        var given = await Given.Cooperative(Host, Cancel);
        await Sprayed(given, Picked.AddDays(-7), days);
        await Sprayed(given, Picked.AddDays(-1), 30, plot: Given.BasPlot, recordId: "other-plot");

        (await given.FarmerUt.PostLot(given, given.Harvest()).Json(201))["hold"].ShouldBeNull();

        (await given.Board(Cancel)).Lots.Values.ShouldHaveSingleItem().Held.ShouldBeFalse();
    }

    [Fact]
    public async Task More_than_the_plot_was_declared_to_bear_is_held_with_the_numbers()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var coops = Host.Services.GetRequiredService<CoopStore>();
        var plot = (await coops.Plot(given.Coop, Given.UtsPlot, Cancel))!;
        await coops.Put(given.Coop, plot with { DeclaredYield = new Domain.Quantity(0.8m, "TNE") }, Cancel);
        await given.FarmerUt.PostLot(given, given.Harvest()).Json(201);
        await Eventually.Holds(async () => (await Diary(given)).Count == 1, "the first harvest is in the diary", Cancel);

        var second = await given.FarmerUt.PostLot(given, given.Harvest("L2", quantity: 400)).Json(201);

        second["hold"]!.Text("reason").ShouldBe("mass-balance");
        second["hold"]!.Text("detail").ShouldContain("900 kg, vượt sản lượng đã khai 800 kg");
        (await given.Board(Cancel)).Lots.Values.Where(lot => lot.Held).Select(lot => lot.Id.Lot).ShouldBe(["L2"]);
    }

    /// <param name="index">Whether to wait until it stands in the diary.</param>
    private async Task<StoredEvent> Sprayed(Given given, DateTimeOffset at, int? days, string plot = Given.UtsPlot, string recordId = "spray", bool index = true)
    {
        var spray = FieldWork.Spray(given.Coop, plot, Host.Services.GetRequiredService<SiteSettings>().PublicUrl, at, days, recordId);
        (await Host.Services.GetRequiredService<EventRecorder>().Record(spray, recordId, Cancel)).IsOk.ShouldBeTrue();
        if (index) await Eventually.Holds(async () => (await Diary(given, plot)).Any(entry => entry.RecordId == recordId), "the spraying is in the diary", Cancel);
        return spray;
    }

    private Task<IReadOnlyList<Domain.Traceability.Diary.DiaryEntry>> Diary(Given given, string plot = Given.UtsPlot) =>
        Host.Services.GetRequiredService<PlotDiary>().Read(given.Coop, plot, Picked.AddDays(-60), DateTimeOffset.UtcNow.AddDays(1), Cancel);

    private static JsonObject Pack(Given given) => new()
    {
        ["type"] = "pack",
        ["at"] = "2026-01-20T14:00:00+07:00",
        ["place"] = Given.PackingHouse,
        ["inputs"] = new JsonArray(JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(given.Share("L1", 100)))),
        ["outputs"] = new JsonArray(JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(given.Share("P1", 90)))),
    };
}
