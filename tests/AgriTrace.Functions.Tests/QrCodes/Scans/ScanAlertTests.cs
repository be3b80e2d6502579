using System.Net;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.QrCodes.Scans;
using AgriTrace.Domain.Traceability;
using AgriTrace.Functions.QrCodes.Scans;
using AgriTrace.Infra.QrCodes.Scans;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.QrCodes.Scans;

/// <summary>What a cooperative learns of its labels.</summary>
public sealed class ScanAlertTests(House house) : HttpTests(house)
{
    [Fact]
    public async Task A_label_that_many_phones_scan_raises_one_alert_however_often_it_goes_on()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var lot = await given.FreshLot();
        var serial = Host.Serial(lot, 41);

        foreach (var phone in Enumerable.Range(1, CloneRules.ClientsOfADay)) await Host.Look(new ItemId(lot, serial).Path, phone);
        await Eventually.Holds(async () => (await given.Alerts()).Count == 1, "the alert is raised", Cancel);
        foreach (var phone in Enumerable.Range(10, 3)) await Host.Look(new ItemId(lot, serial).Path, phone);
        await Eventually.Holds(async () => (await given.Scans()).Number("scans") == CloneRules.ClientsOfADay + 3, "all are counted", Cancel);

        var alert = (await given.Alerts()).ShouldHaveSingleItem()!;
        (alert.Text("serial"), alert.Text("cause"), alert.Text("state"), alert.Text("lot")).ShouldBe((serial, "many-clients", "open", "/trace" + lot.Path));
        (await given.Scans())["alerts"]!.AsArray().ShouldHaveSingleItem()!.Text("id").ShouldBe(alert.Text("id"));
    }

    [Fact]
    public async Task The_page_of_a_suspicious_item_is_another_one_with_each_scan_and_that_of_its_neighbour_is_not()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var lot = await given.FreshLot();
        var (copied, alone) = (new ItemId(lot, Host.Serial(lot, 1)), new ItemId(lot, Host.Serial(lot, 2)));
        await Host.Count(ScanWords.Of(lot, 99, serial: alone.Serial));
        await Host.Count(Clients(lot, copied.Serial, CloneRules.ClientsOfADay));
        var more = CloneRules.ClientsOfADay;

        // The index may still write the record anew, which changes the pages of both.
        await Eventually.Holds(async () =>
        {
            var (before, neighbour) = (await Tag(copied), await Tag(alone));
            await Host.Count(ScanWords.Of(lot, (ulong)(1_000 + more++), serial: copied.Serial));
            return await Tag(copied) != before && await Tag(alone) == neighbour;
        }, "only the page of the suspicious item changes", Cancel);

        var (page, unsuspected) = (await (await Page(copied)).Content.ReadAsStringAsync(Cancel), await (await Page(alone)).Content.ReadAsStringAsync(Cancel));
        (page.Contains($"quét {more} lần kể từ", StringComparison.Ordinal), unsuspected.Contains("lần kể từ", StringComparison.Ordinal)).ShouldBe((true, false));
        var items = Host.Services.GetRequiredService<SeenItems>();
        (await items.Of(lot, copied.Serial, Cancel))!.Scans!.Count.ShouldBe(more);
        (await items.Of(lot, alone.Serial, Cancel))!.Scans.ShouldBeNull();

        async Task<string> Tag(ItemId item) => (await Page(item)).Headers.ETag!.ToString();

        // As a program, whose views are no scans.
        Task<HttpResponseMessage> Page(ItemId item) => Anyone.Send(HttpMethod.Get, "/trace" + item.Path, null, Cancel, ("Accept", "text/html"), ("User-Agent", "a bot"));
    }

    [Theory]
    [InlineData(Fault.Failed)]
    [InlineData(Fault.FailedButStored)]
    public async Task An_alert_that_could_not_be_written_is_raised_when_its_scan_comes_again(Fault fault)
    {
        var given = await Given.Cooperative(Host, Cancel);
        var lot = await given.FreshLot();
        var scans = Clients(lot, Host.Serial(lot, 1), CloneRules.ClientsOfADay);
        await Host.Count(scans[..^1]);

        await Host.Faults.BreakOverHttp(fault, IsNewRow, () => Should.ThrowAsync<Azure.RequestFailedException>(() => Host.Count(scans[^1])));
        await Host.Count(scans[^1]);

        (await given.Alerts()).ShouldHaveSingleItem()!.Number("scans").ShouldBe(scans.Length);
    }

    [Fact]
    public async Task Forged_serials_in_bulk_are_an_alert_of_the_lot_and_one_who_plays_with_addresses_is_none()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var (lot, played) = (await given.FreshLot(), await given.FreshLot("L2"));
        var forged = Enumerable.Range(1, 30).Select(number => ScanWords.Of(lot, (ulong)number, (ulong)number, kind: ScanKind.Forged)).ToArray();

        await Host.Count(forged.Select(scan => scan with { Lot = played, Client = 1 }));
        await Host.Count(forged);

        var alert = (await given.Alerts()).ShouldHaveSingleItem()!;
        (alert.Text("cause"), alert.Text("lot"), alert["serial"]).ShouldBe(("forged-serials", "/trace" + lot.Path, null));
        (await given.Scans("L2")).Number("forged").ShouldBe(30);
    }

    [Fact]
    public async Task An_item_that_was_sold_is_suspected_sooner()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var lot = await given.FreshLot();
        var (sold, unsold) = (Host.Serial(lot, 1), Host.Serial(lot, 2));
        var at = DateTimeOffset.UtcNow.AddHours(-1);
        var body = $$"""
            {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"ObjectEvent","eventTime":"{{at:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}","eventTimeZoneOffset":"+07:00",
            "action":"OBSERVE","bizStep":"retail_selling","epcList":["https://id.gs1.org/01/{{given.Gtin}}/21/{{sold}}"]}
            """;
        (await Host.As(Role.Admin, given.Coop, Given.Sau).Send(HttpMethod.Post, "/epcis/events", body, Cancel)).StatusCode.ShouldBe(HttpStatusCode.Created);

        foreach (var serial in new[] { sold, unsold }) await Host.Count(Clients(lot, serial, CloneRules.ClientsAfterSale, at.AddDays(2)));

        var alert = (await given.Alerts()).ShouldHaveSingleItem()!;
        (alert.Text("serial"), alert.Text("cause")).ShouldBe((sold, "after-sale"));
    }

    [Fact]
    public async Task Nobody_has_the_packs_of_another_cooperative_called_sold()
    {
        var (given, rival) = (await Given.Cooperative(Host, Cancel), await Given.Cooperative(Host, Cancel));
        var lot = await given.FreshLot();
        var items = Host.Services.GetRequiredService<ItemSales>();
        var serial = Host.Serial(lot, 1);
        var at = DateTimeOffset.UtcNow;
        var body = $$"""
            {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"ObjectEvent","eventTime":"{{at:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}","eventTimeZoneOffset":"+07:00",
            "action":"OBSERVE","bizStep":"retail_selling","epcList":["https://id.gs1.org/01/{{given.Gtin}}/21/{{serial}}"]}
            """;
        (await Host.As(Role.Admin, rival.Coop, Given.Sau).Send(HttpMethod.Post, "/epcis/events", body, Cancel)).StatusCode.ShouldBe(HttpStatusCode.Created);

        await Host.Count(Clients(lot, serial, CloneRules.ClientsAfterSale, at.AddDays(2)));

        (await given.Alerts()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Somebody_says_what_came_of_an_alert_and_nobody_overwrites_it_unread()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var lot = await given.FreshLot();
        await Host.Count(Clients(lot, Host.Serial(lot, 1), CloneRules.ClientsOfADay));
        var alert = (await given.Alerts()).ShouldHaveSingleItem()!;
        var path = $"/api/coops/{given.Coop}/scans/alerts/{alert.Text("id")}";

        var said = await given.Admin.Send(HttpMethod.Put, path, new { note = "Gói trưng bày ở chợ" }, Cancel, ("If-Match", alert.Text("version"))).Json(200);
        await given.Admin.Send(HttpMethod.Put, path, new { note = "Khác" }, Cancel, ("If-Match", alert.Text("version"))).Problem(412, "changed-meanwhile");
        await given.Admin.Send(HttpMethod.Put, path, new { note = new string('x', 501) }, Cancel).Problem(400, "fields-invalid");

        (said.Text("state"), said.Text("note"), said.Text("acknowledgedBy")).ShouldBe(("acknowledged", "Gói trưng bày ở chợ", Given.Sau));
        (await given.Admin.GetAsync(path, Cancel).Json(200)).Text("version").ShouldBe(said.Text("version"));
        await Host.Count(Clients(lot, Host.Serial(lot, 1), CloneRules.ClientsOfADay));
        (await given.Alerts()).ShouldHaveSingleItem()!.Text("state").ShouldBe("acknowledged");
    }

    [Fact]
    public async Task Alerts_come_newest_first_a_page_at_a_time()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var lot = await given.FreshLot();
        var at = DateTimeOffset.UtcNow.AddMinutes(-10);
        foreach (var number in Enumerable.Range(1, 3)) await Host.Count(Clients(lot, Host.Serial(lot, number), CloneRules.ClientsOfADay, at.AddMinutes(number)));

        var first = await given.Admin.GetAsync($"/api/coops/{given.Coop}/scans/alerts?take=2", Cancel).Json(200);
        var rest = await given.Admin.GetAsync($"/api/coops/{given.Coop}/scans/alerts?take=2&cursor={first.Text("next")}", Cancel).Json(200);

        first["items"]!.AsArray().Concat(rest["items"]!.AsArray()).Select(alert => alert!.Text("serial")).ShouldBe([Host.Serial(lot, 3), Host.Serial(lot, 2), Host.Serial(lot, 1)]);
        rest["next"].ShouldBeNull();
        await given.Admin.GetAsync($"/api/coops/{given.Coop}/scans/alerts?cursor=x", Cancel).Problem(400, "query-invalid");
        await given.Admin.GetAsync($"/api/coops/{given.Coop}/scans/alerts/x", Cancel).Problem(404, "no-such-alert");
    }

    [Fact]
    public async Task A_cooperative_sees_the_scans_of_its_own_lots_only()
    {
        var (given, other) = (await Given.Cooperative(Host, Cancel), await Given.Cooperative(Host, Cancel));
        await given.FreshLot();

        await other.Admin.GetAsync($"/api/coops/{other.Coop}/scans?gtin={given.Gtin}&lot=L1", Cancel).Problem(404, "no-such-lot");
        await other.Admin.GetAsync($"/api/coops/{given.Coop}/scans?gtin={given.Gtin}&lot=L1", Cancel).Problem(403, "other-cooperative");
        await given.FarmerUt.GetAsync($"/api/coops/{given.Coop}/scans?gtin={given.Gtin}&lot=L1", Cancel).Problem(403, "role-may-not");
        await given.Admin.GetAsync($"/api/coops/{given.Coop}/scans?gtin={given.Gtin}&lot=L1&from=2024-01-01&to=2026-01-01", Cancel).Problem(400, "period-invalid");
    }

    [Fact]
    public async Task A_spreadsheet_gets_text_and_no_formula()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var lot = await given.FreshLot("=1+1");
        await Host.Count(ScanWords.Of(lot, 1, place: "VN-49"), ScanWords.Of(lot, 2, place: "VN-49"), ScanWords.Of(lot, 3), ScanWords.Of(lot, 4, kind: ScanKind.Forged));

        var csv = await given.Admin.Send(HttpMethod.Get, $"/api/coops/{given.Coop}/scans?gtin={given.Gtin}&lot=%3D1%2B1", null, Cancel, ("Accept", "text/csv"));

        var lines = (await csv.Content.ReadAsStringAsync(Cancel)).TrimStart('\uFEFF').Split("\r\n");
        lines[0].ShouldBe("day,lot,what,place,placeName,count");
        lines.Skip(1).Take(3).Select(line => line[11..]).ShouldBe(["'=1+1,scans,VN-49,Vĩnh Long,2", "'=1+1,scans,,,1", "'=1+1,forged,,,1"]);
    }

    private static Scan[] Clients(LotId lot, string serial, int count, DateTimeOffset? at = null) =>
        [.. Enumerable.Range(1, count).Select(number => ScanWords.Of(lot, (ulong)(number + (serial.GetHashCode(StringComparison.Ordinal) << 8)), (ulong)number, at, serial))];

    private static bool IsNewRow(Azure.Core.Request request) => request.Method == Azure.Core.RequestMethod.Post && request.Uri.Path.EndsWith("/Scans", StringComparison.Ordinal);
}
