using System.Net;
using AgriTrace.Domain;
using AgriTrace.Domain.Traceability;
using AgriTrace.Functions.QrCodes.Scans;
using AgriTrace.Infra.QrCodes.Scans;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.QrCodes.Scans;

/// <summary>What counts as a scan, how often, and what it costs.</summary>
public sealed class ScanCountingTests(House house) : HttpTests(house)
{
    [Fact]
    public async Task A_page_that_is_shown_is_a_scan_and_one_that_the_phone_has_already_is_too()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var lot = await given.FreshLot();
        var scans = 0;
        HttpResponseMessage page;
        do
        {
            page = await Host.Look(lot.Path);
            page = await Host.Look(lot.Path, 1, ("If-None-Match", page.Headers.ETag!.ToString()));
            scans += 2;
        }
        while (page.StatusCode != HttpStatusCode.NotModified);

        await Eventually.Holds(async () => (await given.Scans()).Number("scans") == scans, "both are counted", Cancel);
        (await given.Scans())["days"]!.AsArray().ShouldHaveSingleItem()!.Number("clients").ShouldBe(1);
    }

    [Theory]
    [InlineData("HEAD", "text/html", "Mozilla/5.0")]
    [InlineData("GET", "application/json", "Mozilla/5.0")]
    [InlineData("GET", "text/html", "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)")]
    [InlineData("GET", "text/html", "TelegramBot (like TwitterBot)")]
    [InlineData("GET", "text/html", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")]
    [InlineData("GET", "text/html", "Zalo-LinkPreview/1.0")]
    [InlineData("GET", "text/html", "WhatsApp/2.23.20.0")]
    [InlineData("GET", "text/html", "Mozilla/5.0", "Sec-Purpose", "prefetch;prerender")]
    public async Task What_no_person_looks_at_is_no_scan(string verb, string accept, string agent, string header = "X-Nothing", string value = "1")
    {
        var given = await Given.Cooperative(Host, Cancel);
        var lot = await given.FreshLot();

        var requests = await Host.Counter.OverHttpDuring(async () => (await Anyone.Send(
            new HttpMethod(verb), "/trace" + lot.Path, null, Cancel, ("Accept", accept), (header, value), ("User-Agent", agent))).StatusCode.ShouldBe(HttpStatusCode.OK));

        requests.ShouldNotContain(request => request.Service == "queue");
    }

    [Fact]
    public async Task The_browsers_inside_zalo_and_facebook_and_on_any_phone_are_those_of_people()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var lot = await given.FreshLot();
        await Host.Look(lot.Path);

        foreach (var agent in new[] { "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Mobile/15E148 Zalo iOS/540 ZaloTheme/light", "Mozilla/5.0 (Linux; Android 13) Chrome/120 Mobile Safari/537.36 [FBAN/EMA;FBLC/vi_VN;FBAV/400]", "Mozilla/5.0 (Linux; Android 9; CUBOT X19) Chrome/120 Mobile Safari/537.36" })
        {
            var requests = await Host.Counter.OverHttpDuring(() => Anyone.Send(HttpMethod.Get, "/trace" + lot.Path, null, Cancel, ("Accept", "text/html"), ("User-Agent", agent)));
            requests.ShouldContain(request => request.Service == "queue");
        }
    }

    [Fact]
    public async Task A_page_of_a_lot_costs_one_read_and_one_message()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var lot = await given.FreshLot();
        await Host.Look(lot.Path);

        var requests = await Host.Counter.OverHttpDuring(() => Host.Look(lot.Path));

        requests.Select(request => $"{request.Service} {request.Method}").ShouldBe(["blob GET", "queue POST"]);
    }

    [Fact]
    public async Task A_page_of_an_item_costs_a_point_read_more()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var item = new ItemId(await given.FreshLot(), Host.Serial(given.Lot(), 1));
        await Host.Look(item.Path);

        var requests = await Host.Counter.OverHttpDuring(() => Host.Look(item.Path));

        requests.Select(request => $"{request.Service} {request.Method}").ShouldBe(["table GET", "blob GET", "queue POST"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_scan_that_cannot_be_sent_costs_the_buyer_nothing()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var lot = await given.FreshLot();
        await Host.Look(lot.Path);

        await Host.Faults.BreakOverHttp(
            Fault.Failed, request => request.Uri.Path.Contains("/messages", StringComparison.Ordinal), async () => (await Host.Look(lot.Path)).StatusCode.ShouldBe(HttpStatusCode.OK));

        Host.Logs.Has($"A scan of {lot} may not be counted").ShouldBeTrue();
    }

    [Fact]
    public async Task Two_hundred_scans_at_once_are_a_handful_of_transactions()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var lot = await given.FreshLot();

        var requests = await Host.Counter.During(() => Host.Count(Enumerable.Range(1, 200).Select(number => ScanWords.Of(lot, (ulong)number, (ulong)number))));

        // The row is not there, it is noted for its end, and written.
        requests.Select(request => $"{request.Service} {request.Method}").ShouldBe(["table GET", "table PUT", "table POST"]);
        (await given.Scans()).Number("scans").ShouldBe(200);
    }

    [Fact]
    public async Task A_flood_of_one_lot_is_counted_whole_and_does_not_hold_up_another()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var (lot, other) = (await given.FreshLot(), await given.FreshLot("L2"));
        var serials = Enumerable.Range(1, 20).Select(number => Host.Serial(lot, number)).ToArray();
        var flood = Enumerable.Range(1, 1_000).Select(number => ScanWords.Of(lot, (ulong)number, (ulong)(number % 50) << 32, serial: serials[number % serials.Length])).ToArray();

        var requests = await Host.Counter.During(async () =>
        {
            // As many at once as the queue gives a process.
            foreach (var batch in flood.Chunk(24)) await Host.Count(batch);
        });
        await Host.Count(ScanWords.Of(other, 1));

        (await given.Scans()).Number("scans").ShouldBe(1_000);
        (await given.Scans("L2")).Number("scans").ShouldBe(1);
        // Of the lot, two calls a group; of the items, three calls each with the lot that they are of.
        requests.Count(request => request.Path.Contains("lot%7C", StringComparison.OrdinalIgnoreCase)).ShouldBeLessThan(2 * 43);
        requests.Count.ShouldBeLessThan(4_000);
    }

    [Fact]
    public async Task A_message_that_comes_twice_is_one_scan()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var lot = await given.FreshLot();
        var message = AgriTraceJson.Write(ScanWords.Of(lot, 7, serial: Host.Serial(lot, 7)));
        var count = new CountScan(Host.Services.GetRequiredService<ScanCounter>());

        await count.Run(message, Cancel);
        await Task.WhenAll(count.Run(message, Cancel), count.Run(message, Cancel));

        (await given.Scans()).Number("scans").ShouldBe(1);
        (await Host.Services.GetRequiredService<ItemScans>().Find(lot, Host.Serial(lot, 7), Cancel))!.Scans.ShouldBe(1);
    }

    [Theory]
    [InlineData(Fault.Failed)]
    [InlineData(Fault.FailedButStored)]
    public async Task A_scan_whose_row_could_not_be_written_is_counted_once_when_it_comes_again(Fault fault)
    {
        var given = await Given.Cooperative(Host, Cancel);
        var lot = await given.FreshLot();
        var scan = ScanWords.Of(lot, 3, serial: Host.Serial(lot, 3));

        await Host.Faults.BreakOverHttp(fault, IsNewRow, () => Should.ThrowAsync<Azure.RequestFailedException>(() => Host.Count(scan)));
        await Host.Count(scan);

        (await given.Scans()).Number("scans").ShouldBe(1);
        (await Host.Services.GetRequiredService<ItemScans>().Find(lot, scan.Serial!, Cancel))!.Scans.ShouldBe(1);
    }

    [Fact]
    public async Task A_serial_of_somebody_else_is_a_scan_of_the_lot_and_a_forged_one_is_none()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var (lot, other) = (await given.FreshLot(), await given.FreshLot("L2"));
        var moved = Host.Serial(other, 1);

        await Host.Look(new ItemId(lot, "ABC-1").Path);
        await Host.Look(new ItemId(lot, moved).Path);

        await Eventually.Holds(async () => await given.Scans() is var seen && (seen.Number("scans"), seen.Number("forged")) == (1, 1), "each is counted as what it is", Cancel);
        (await Host.Services.GetRequiredService<ItemScans>().Find(lot, moved, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task What_is_older_than_it_is_kept_is_forgotten_and_the_rest_stays()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var lot = await given.FreshLot();
        var (now, items) = (DateTimeOffset.UtcNow, Host.Services.GetRequiredService<ItemScans>());
        var (old, used) = (Host.Serial(lot, 1), Host.Serial(lot, 2));
        await Host.Count(
            ScanWords.Of(lot, 1, at: now.AddDays(-402), serial: old), ScanWords.Of(lot, 2, at: now.AddDays(-402), serial: used),
            ScanWords.Of(lot, 3, at: now.AddDays(-10), serial: used));

        await Host.Services.GetRequiredService<ScanRetention>().DeleteOld(now, 1_000, Cancel);

        (await given.Scans(query: $"&from={now.AddDays(-410):yyyy-MM-dd}&to={now.AddDays(-390):yyyy-MM-dd}")).Number("scans").ShouldBe(0);
        (await given.Scans()).Number("scans").ShouldBe(1);
        (await items.Find(lot, old, Cancel)).ShouldBeNull();
        (await items.Find(lot, used, Cancel))!.Scans.ShouldBe(2);
    }

    [Fact]
    public async Task Without_a_front_door_that_we_trust_nobody_says_where_they_are()
    {
        Host.Services.GetRequiredService<ScanSettings>().PlaceHeader.ShouldBeNull();
        var given = await Given.Cooperative(Host, Cancel);
        var lot = await given.FreshLot();

        await Host.Look(lot.Path, 1, ("X-Client-Region", "VN-49"));

        await Eventually.Holds(async () => (await given.Scans()).Number("scans") == 1, "it is counted", Cancel);
        (await given.Scans())["places"]!.AsArray().ShouldHaveSingleItem()!["code"].ShouldBeNull();
    }

    private static bool IsNewRow(Azure.Core.Request request) => request.Method == Azure.Core.RequestMethod.Post && request.Uri.Path.EndsWith("/Scans", StringComparison.Ordinal);
}
