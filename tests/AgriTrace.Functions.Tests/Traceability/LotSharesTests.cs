using System.Text.Json.Nodes;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Tests.Traceability.Receipts;
using static AgriTrace.Functions.Tests.Traceability.Receipts.ReceiptWords;

namespace AgriTrace.Functions.Tests.Traceability;

public sealed class LotSharesTests(House house) : HttpTests(house)
{
    private const string Tu = "tu";

    [Fact]
    public async Task Three_farmers_mangoes_packed_into_one_lot_keep_their_shares_to_the_gram()
    {
        var given = await WithThreeFarmers();
        var (ut, ba, tu) = (await Weigh(given, Given.Ut, Given.UtsPlot, Fixed("Loại 1", 33.333m), Open("Loại 2", 12.5m)), await Weigh(given, Given.Ba, Given.BasPlot, Open("Loại 1", 20.001m)), await Weigh(given, Tu, "vuon-tu", Open("Loại 1", 50)));

        await Pack(given, [given.Share(ut[0], 33.333m), given.Share(ut[1], 12.5m), given.Share(ba[0], 20.001m), given.Share(tu[0], 25.001m)], [given.Share("X1", 90.5m)]);

        (await Shares(given.Admin, given, "X1")).ShouldBe(
            [("ut", "Loại 1", 33.333m, 36.70m), ("tu", "Loại 1", 25.001m, 27.52m), ("ba", "Loại 1", 20.001m, 22.02m), ("ut", "Loại 2", 12.5m, 13.76m)]);
        (await Shares(given.FarmerBa, given, "X1")).ShouldBe([("ba", "Loại 1", 20.001m, 22.02m)]);
        (await Shares(Host.As(Role.Farmer, given.Coop, "khac"), given, "X1")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lot_that_is_packed_again_into_several_gives_every_gram_on()
    {
        var given = await WithThreeFarmers();
        var (ut, ba) = (await Weigh(given, Given.Ut, Given.UtsPlot, Open("Loại 1", 10.001m)), await Weigh(given, Given.Ba, Given.BasPlot, Open("Loại 1", 5)));
        await Pack(given, [given.Share(ut[0], 10.001m), given.Share(ba[0], 5)], [given.Share("X1", 15)]);

        await Pack(given, [given.Share("X1", 15)], [given.Share("Y1", 7), given.Share("Y2", 4), given.Share("Y3", 4)]);

        var all = (await Task.WhenAll(((string[])["Y1", "Y2", "Y3"]).Select(lot => Shares(given.Admin, given, lot)))).SelectMany(shares => shares).ToArray();
        all.Where(share => share.Member == Given.Ut).Sum(share => share.Kilos).ShouldBe(10.001m);
        all.Where(share => share.Member == Given.Ba).Sum(share => share.Kilos).ShouldBe(5);
    }

    [Fact]
    public async Task A_lot_from_the_field_is_all_its_members()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.Admin.PostLot(given, given.Harvest()).Json(201);

        (await Shares(given.Admin, given, "L1")).ShouldBe([(Given.Ut, null, 500, 100)]);
    }

    [Fact]
    public async Task Shares_are_shown_of_lots_of_ones_own_cooperative_to_those_who_pay_and_are_paid()
    {
        var (given, other) = (await Given.Cooperative(Host, Cancel), await Given.Cooperative(Host, Cancel));
        await given.Admin.PostLot(given, given.Harvest()).Json(201);

        await given.Admin.GetAsync(PathOf(given, "L9"), Cancel).Problem(404, "no-such-lot");
        await other.Admin.GetAsync($"/api/coops/{other.Coop}/lots/{given.Gtin}/L1/shares", Cancel).Problem(404, "no-such-lot");
        await Host.As(Role.Inspector, given.Coop, "tra").GetAsync(PathOf(given, "L1"), Cancel).Problem(403, "role-may-not");
    }

    private async Task<Given> WithThreeFarmers()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.Admin.Send(HttpMethod.Put, $"/api/coops/{given.Coop}/members/{Tu}", new { name = "Võ Văn Tư", role = "farmer" }, Cancel).Json(201);
        var plot = new { name = "Vườn bến đò", kind = "plot", member = Tu, hectares = 0.3, geometry = new { type = "Point", coordinates = (double[])[105.82, 10.04] } };
        await given.Admin.Send(HttpMethod.Put, $"/api/coops/{given.Coop}/plots/vuon-tu", plot, Cancel).Json(201);
        return given;
    }

    /// <returns>The lots, in the order of the lines.</returns>
    private static async Task<string[]> Weigh(Given given, string member, string plot, params JsonNode[] lines) =>
        [.. (await given.Admin.PostSlip(given, given.Slip(lines).Of(member, plot)).Json(201))["lines"]!.AsArray().Select(line => line!.Text("lot"))];

    private static Task<JsonNode> Pack(Given given, object[] inputs, object[] outputs) =>
        given.Admin.PostEvent(given, new { type = "pack", at = "2026-01-20T14:00:00+07:00", place = Given.PackingHouse, inputs, outputs }).Json(201);

    private static string PathOf(Given given, string lot) => $"/api/coops/{given.Coop}/lots/{given.Gtin}/{lot}/shares";

    private static async Task<(string Member, string? Grade, decimal Kilos, decimal Percent)[]> Shares(HttpClient client, Given given, string lot) =>
    [
        .. (await client.GetAsync(PathOf(given, lot), Cancel).Json(200))["items"]!.AsArray().Select(item => (
            item!.Text("member"), item!["grade"]?.GetValue<string>(), item["quantity"]!["value"]!.GetValue<decimal>(), item["percent"]!.GetValue<decimal>())),
    ];
}
