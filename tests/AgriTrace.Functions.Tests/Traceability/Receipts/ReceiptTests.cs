using System.Text.Json.Nodes;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Traceability;
using Microsoft.Extensions.DependencyInjection;
using static AgriTrace.Functions.Tests.Traceability.Receipts.ReceiptWords;

namespace AgriTrace.Functions.Tests.Traceability.Receipts;

public sealed class ReceiptTests(House house) : HttpTests(house)
{
    [Fact]
    public async Task What_was_weighed_is_a_lot_for_each_grade_in_stock_told_as_harvests_and_owed_for()
    {
        var given = await Given.Cooperative(Host, Cancel);

        using var answer = await given.Admin.PostSlip(given, given.Slip());
        var slip = await Task.FromResult(answer).Json(201);

        answer.Headers.Location!.ToString().ShouldBe($"/api/coops/{given.Coop}/receipts/{slip.Text("id")}");
        Lines(slip).Select(line => line["net"]!.GetValue<decimal>()).ShouldBe([100, 40, 5.5m]);
        Lines(slip).ShouldAllBe(line => line.Text("digitalLink").EndsWith($"/01/{given.Gtin}/10/{line.Text("lot")}"));
        Lines(slip)[0]["due"]!.ToJsonString().ShouldBe("""{"amount":2500000,"currency":"VND"}""");
        Lines(slip)[1]["due"].ShouldBeNull();
        slip["total"]!.ToJsonString().ShouldBe("""{"gross":148,"net":145.5,"due":{"amount":2500000,"currency":"VND"},"awaitsPrice":true}""");
        (await given.Board(Cancel)).Lots.Values.Select(lot => (lot.Id.Lot, lot.Left, lot.Member)).ShouldBe(
            Lines(slip).Select(line => (line.Text("lot"), (long)(line["net"]!.GetValue<decimal>() * 1000), Given.Ut)), ignoreOrder: true);
        (await given.TraceRecord(Lines(slip)[1].Text("lot")))["stages"]!.AsArray().Select(stage => stage!.Text("bizStep")).ShouldBe(["commissioning"]);
        (await Claim(given, Lines(slip)[1].Text("lot"))).Grade.ShouldBe("Loại 2");
        (await given.Admin.GetAsync(answer.Headers.Location, Cancel).Json(200)).ToJsonString().ShouldBe(slip.ToJsonString());
    }

    [Fact]
    public async Task The_harvest_event_names_the_grade()
    {
        var given = await Given.Cooperative(Host, Cancel);

        var slip = await given.FarmerUt.PostSlip(given, given.Slip(Open("Loại 1", 12))).Json(201);

        var lot = Lines(slip).Single().Text("lot");
        await Eventually.Holds(
            async () => (await given.Admin.GetStringAsync($"/epcis/events?MATCH_anyEPCClass=https://id.gs1.org/01/{given.Gtin}/10/{lot}", Cancel)).Contains("\"agritrace:grade\":\"Loại 1\"", StringComparison.Ordinal),
            "the event is listed with its grade", Cancel);
    }

    [Fact]
    public async Task A_repeat_gets_the_first_answer_counts_once_and_another_body_under_its_key_is_a_conflict()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var key = ("Idempotency-Key", "k1");

        var first = await given.Admin.PostSlip(given, given.Slip(), key).Json(201);
        (await given.Admin.PostSlip(given, given.Slip(), key).Json(201)).ToJsonString().ShouldBe(first.ToJsonString());
        foreach (var other in (JsonObject[])[given.Slip(Fixed("Loại 1", 102.5m, 2.5m)), given.Slip(Open("Loại 1", 1)), Later(given.Slip())])
            await given.Admin.PostSlip(given, other, key).Problem(409, "idempotency-key-used");

        (await given.Board(Cancel)).Lots.Values.Sum(lot => lot.Received).ShouldBe(145_500);
        (await List(given)).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_repeat_is_answered_even_after_its_plot_is_another_farmers_and_its_price_was_set()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var key = ("Idempotency-Key", "k1");
        var first = await given.FarmerUt.PostSlip(given, given.Slip(Open("Loại 1", 12)), key).Json(201);
        var coops = Host.Services.GetRequiredService<CoopStore>();
        await coops.Put(given.Coop, (await coops.Plot(given.Coop, Given.UtsPlot, Cancel))! with { Member = Given.Ba }, Cancel);
        await given.Admin.PostPrice(given, first.Text("id"), "Loại 1", 18_000).Json(200);

        (await given.FarmerUt.PostSlip(given, given.Slip(Open("Loại 1", 12)), key).Json(201)).Text("id").ShouldBe(first.Text("id"));
        await given.FarmerUt.PostSlip(given, given.Slip(Open("Loại 1", 12))).Problem(403, "not-your-plot");
    }

    [Fact]
    public async Task Two_equal_slips_without_a_key_are_two()
    {
        var given = await Given.Cooperative(Host, Cancel);

        var (one, other) = (await given.Admin.PostSlip(given, given.Slip()).Json(201), await given.Admin.PostSlip(given, given.Slip()).Json(201));

        other.Text("id").ShouldNotBe(one.Text("id"));
        (await given.Board(Cancel)).Lots.Count.ShouldBe(6);
    }

    [Fact]
    public async Task The_same_slip_sent_twice_at_once_is_one()
    {
        var given = await Given.Cooperative(Host, Cancel);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => given.Admin.PostSlip(given, given.Slip(), ("Idempotency-Key", "k")).Json(201)));

        answers.Select(answer => answer.ToJsonString()).Distinct().ShouldHaveSingleItem();
        (await given.Board(Cancel)).Lots.Values.Sum(lot => lot.Received).ShouldBe(145_500);
    }

    [Theory]
    [InlineData(Fault.Failed, "Lots")]
    [InlineData(Fault.FailedButStored, "Lots")]
    [InlineData(Fault.Failed, "$batch")]
    [InlineData(Fault.FailedButStored, "$batch")]
    public async Task After_a_lost_answer_the_same_slip_succeeds_and_counts_once(Fault fault, string where)
    {
        var given = await Given.Cooperative(Host, Cancel);
        var key = ("Idempotency-Key", "k1");

        await Host.Faults.BreakOverHttp(
            fault, request => request.Method == Azure.Core.RequestMethod.Post && request.Uri.Path.EndsWith(where, StringComparison.Ordinal),
            () => given.Admin.PostSlip(given, given.Slip(), key).Problem(503, "storage-unavailable"));
        var slip = await given.Admin.PostSlip(given, given.Slip(), key).Json(201);

        (await given.Board(Cancel)).Lots.Values.Sum(lot => lot.Received).ShouldBe(145_500);
        (await List(given)).ShouldHaveSingleItem().Text("id").ShouldBe(slip.Text("id"));
    }

    [Fact]
    public async Task A_slip_of_three_grades_costs_fourteen_storage_transactions()
    {
        var given = await Given.Cooperative(Host, Cancel);

        var requests = await Host.Counter.OverHttpDuring(() => given.Admin.PostSlip(given, given.Slip(), ("Idempotency-Key", "k")).Json(201));

        // The key, three of master data, the diary of the plot, three numbers, the board, the transaction, three messages, and one that marks them as sent.
        requests.Count.ShouldBe(14, string.Join('\n', requests));
    }

    [Fact]
    public async Task A_farmer_fixes_no_price_on_their_own_slip()
    {
        var given = await Given.Cooperative(Host, Cancel);

        await given.FarmerUt.PostSlip(given, given.Slip()).Problem(403, "price-not-yours");
        await given.FarmerUt.PostSlip(given, given.Slip(Open("Loại 1", 12))).Json(201);
    }

    [Fact]
    public async Task A_tare_above_the_gross_weight_is_refused_and_nothing_is_kept()
    {
        var given = await Given.Cooperative(Host, Cancel);

        var problem = await given.Admin.PostSlip(given, given.Slip(Fixed("Loại 1", 10, 11), Open("Loại 2", 5))).Problem(400, "fields-invalid");

        Paths(problem).ShouldBe(["$.lines[0].tare"]);
        (await given.Board(Cancel)).Lots.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_deduction_needs_its_reason()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var line = Open("Loại 1", 10);
        line["deduction"] = new JsonObject { ["quantity"] = 1 };

        Paths(await given.Admin.PostSlip(given, given.Slip(line)).Problem(400, "fields-invalid")).ShouldBe(["$.lines[0].deduction.reason"]);
    }

    [Theory]
    [InlineData("plot", "khong-co", "no-such-plot")]
    [InlineData("member", "khong-co", "no-such-member")]
    [InlineData("gtin", "09521141012345", "no-such-product")]
    public async Task What_the_cooperative_does_not_have_is_404(string field, string value, string code)
    {
        var given = await Given.Cooperative(Host, Cancel);
        var slip = given.Slip();
        slip[field] = value;

        await given.Admin.PostSlip(given, slip).Problem(404, code);
    }

    [Fact]
    public async Task A_farmer_weighs_in_for_themself_and_a_helper_for_who_consented_only()
    {
        var given = await Given.Cooperative(Host, Cancel);

        await given.FarmerUt.PostSlip(given, given.Slip(Open("Loại 1", 12)), ("Idempotency-Key", "k")).Json(201);
        await given.FarmerBa.PostSlip(given, given.Slip(), ("Idempotency-Key", "k")).Problem(403, "not-your-plot");
        await given.FarmerBa.PostSlip(given, given.Slip().Of(Given.Ut, Given.BasPlot)).Problem(403, "not-your-plot");
        await given.Helper.PostSlip(given, given.Slip(), ("On-Behalf-Of", Given.Ut)).Problem(403, "no-consent");
        await Host.As(Role.Packer, given.Coop, "nam").PostSlip(given, given.Slip().Of(Given.Ba, Given.BasPlot)).Json(201);
    }

    [Fact]
    public async Task Slips_are_listed_by_member_and_day_the_newest_first()
    {
        var given = await Given.Cooperative(Host, Cancel);
        foreach (var (member, plot, day) in ((string, string, int)[])[(Given.Ut, Given.UtsPlot, 20), (Given.Ba, Given.BasPlot, 21), (Given.Ut, Given.UtsPlot, 22)])
        {
            var slip = given.Slip(Open("Loại 1", day)).Of(member, plot);
            slip["at"] = $"2026-01-{day}T23:30:00+07:00";
            await given.Admin.PostSlip(given, slip).Json(201);
        }

        (await Days(given, "")).ShouldBe([22, 21, 20]);
        (await Days(given, "?member=ut")).ShouldBe([22, 20]);
        (await Days(given, "?from=2026-01-21&to=2026-01-22")).ShouldBe([22, 21]);
        (await Days(given, "?from=2026-01-20&to=2026-01-20&member=ba")).ShouldBeEmpty();
        (await Days(given, $"?after={(await List(given))[0].Text("id")}")).ShouldBe([21, 20]);
        (await Days(given, $"?from=2026-01-20&to=2026-01-21&after={(await List(given))[1].Text("id")}")).ShouldBe([20]);
        (await Days(given, $"?from=2026-01-20&to=2026-01-21&after={(await List(given))[0].Text("id")}")).ShouldBe([21, 20]);
        await given.Admin.GetAsync(given.ReceiptsPath() + "?after=xyz", Cancel).Problem(400, "cursor-invalid");
        await given.Admin.GetAsync(given.ReceiptsPath() + "?from=2026-01-20", Cancel).Problem(400, "period-invalid");
    }

    [Fact]
    public async Task A_page_says_where_the_next_one_begins()
    {
        var given = await Given.Cooperative(Host, Cancel);
        for (var count = 0; count < 51; count++) await given.Admin.PostSlip(given, given.Slip(Open("Loại 1", 1))).Json(201);

        var first = await given.Admin.GetAsync(given.ReceiptsPath(), Cancel).Json(200);
        var second = await given.Admin.GetAsync($"{given.ReceiptsPath()}?after={first.Text("next")}", Cancel).Json(200);

        (first["items"]!.AsArray().Count, second["items"]!.AsArray().Count, second["next"]).ShouldBe((50, 1, null));
        first["items"]!.AsArray().Concat(second["items"]!.AsArray()).Select(item => item!.Text("id")).ShouldBeUnique();
    }

    [Fact]
    public async Task A_farmer_reads_their_own_slips_only()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var slip = await given.Admin.PostSlip(given, given.Slip()).Json(201);
        var path = $"{given.ReceiptsPath()}/{slip.Text("id")}";

        (await given.FarmerUt.GetAsync(path, Cancel).Json(200)).Text("id").ShouldBe(slip.Text("id"));
        (await given.FarmerUt.GetAsync(given.ReceiptsPath(), Cancel).Json(200))["items"]!.AsArray().Count.ShouldBe(1);
        await given.FarmerBa.GetAsync(path, Cancel).Problem(404, "no-such-receipt");
        (await given.FarmerBa.GetAsync(given.ReceiptsPath(), Cancel).Json(200))["items"]!.AsArray().ShouldBeEmpty();
        await given.FarmerBa.GetAsync(given.ReceiptsPath() + "?member=ut", Cancel).Problem(403, "other-member");
        await Host.As(Role.Driver, given.Coop, "tai").GetAsync(path, Cancel).Problem(403, "role-may-not");
        await given.Admin.GetAsync(given.ReceiptsPath() + "/board", Cancel).Problem(404, "no-such-receipt");
    }

    private static JsonObject Later(JsonObject slip)
    {
        slip["at"] = "2026-01-21T06:30:00+07:00";
        return slip;
    }

    private async Task<LotClaim> Claim(Given given, string lot) =>
        (await Host.Services.GetRequiredService<LotStore>().Find(new LotId(new ProductId(given.Gtin), lot), Cancel))!;

    private static async Task<JsonNode[]> List(Given given, string query = "") =>
        [.. (await given.Admin.GetAsync(given.ReceiptsPath() + query, Cancel).Json(200))["items"]!.AsArray().Select(item => item!)];

    private static async Task<int[]> Days(Given given, string query) =>
        [.. (await List(given, query)).Select(slip => DateTimeOffset.Parse(slip.Text("at"), System.Globalization.CultureInfo.InvariantCulture).Day)];

    private static JsonNode[] Lines(JsonNode slip) => [.. slip["lines"]!.AsArray().Select(line => line!)];

    private static string[] Paths(JsonNode problem) => [.. problem["errors"]!.AsArray().Select(fault => fault!.Text("path"))];
}
