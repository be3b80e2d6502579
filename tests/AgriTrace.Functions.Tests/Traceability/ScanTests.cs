using System.Net;

namespace AgriTrace.Functions.Tests.Traceability;

/// <summary>What a buyer meets who scans a label.</summary>
public sealed class ScanTests(House house) : HttpTests(house)
{
    private static readonly (string, string) Html = ("Accept", "text/html,*/*;q=0.8");

    [Fact]
    public async Task A_lot_recorded_now_shows_at_once()
    {
        var given = await WithLot();

        var page = await Anyone.Send(HttpMethod.Get, given.TracePath(), null, Cancel, Html);

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        var html = await page.Content.ReadAsStringAsync(Cancel);
        foreach (var part in new[] { "Bưởi Năm Roi", "20/01/2026 06:30", "<dt>Nơi trồng</dt><dd>Vườn ven sông Hậu</dd>", "Khóm Mỹ Hòa, phường Bình Minh, tỉnh Vĩnh Long", "VN-VLOR-0123", $"/qr/01/{given.Gtin}/10/L1.svg" })
            html.ShouldContain(part);
        (await Anyone.GetStringAsync(given.TracePath() + "?lang=en", Cancel)).ShouldContain("Nam Roi pomelo");
    }

    [Fact]
    public async Task A_later_step_shows_within_seconds()
    {
        var given = await WithLot();
        await given.TraceRecord();

        await given.Admin.PostEvent(given, given.Step("ship", place: Given.Store)).Json(201);

        await Eventually.Holds(async () => (await given.TraceRecord())["stages"]!.AsArray().Count == 2, "the shipping shows", Cancel);
        var stage = (await given.TraceRecord())["stages"]![1]!;
        (stage.Text("placeName"), stage.Text("placeCode")).ShouldBe(("Kho lạnh Cái Vồn", Given.StoreGln));
    }

    [Fact]
    public async Task The_record_says_what_the_circular_asks_for_and_what_is_missing_of_it()
    {
        var given = await WithLot();

        var record = await given.TraceRecord();

        (record["productName"]!.Text("vi"), record["productName"]!.Text("en")).ShouldBe(("Bưởi Năm Roi", "Nam Roi pomelo"));
        record["producer"]!.Text("name").ShouldStartWith("Hợp tác xã");
        record.Text("traceabilityCode").ShouldEndWith($"/01/{given.Gtin}/10/L1");
        record.Text("expiresOn").ShouldBe("2026-02-19");
        record["grower"]!["location"]!.ToJsonString().ShouldBe("""{"latitude":10.045,"longitude":105.825}""");
        var stage = record["stages"]!.AsArray().ShouldHaveSingleItem()!;
        (stage.Text("placeCode"), stage.Text("productCode"), stage.Text("at")).ShouldBe(("VN-VLOR-0123", record.Text("traceabilityCode"), "2026-01-20T06:30:00+07:00"));
        record["missing"]!.AsArray().Select(field => field!.GetValue<string>()).ShouldBe(["product-image", "standards"]);
    }

    [Fact]
    public async Task A_trace_record_costs_one_read()
    {
        var given = await WithLot();
        await given.TraceRecord();

        var requests = await Host.Counter.OverHttpDuring(() => given.TraceRecord());

        requests.Select(request => $"{request.Service} {request.Method}").ShouldBe(["blob GET"]);
    }

    [Fact]
    public async Task Who_has_the_page_already_is_told_so_but_not_for_another_language()
    {
        var given = await WithLot();
        HttpResponseMessage same = null!;
        var etag = string.Empty;
        // The index may still write the document anew.
        await Eventually.Holds(async () =>
        {
            etag = (await Anyone.Send(HttpMethod.Get, given.TracePath(), null, Cancel, Html)).Headers.ETag!.ToString();
            same = await Anyone.Send(HttpMethod.Get, given.TracePath(), null, Cancel, Html, ("If-None-Match", etag));
            return same.StatusCode == HttpStatusCode.NotModified;
        }, "the page stays the same", Cancel);

        same.Headers.CacheControl!.NoCache.ShouldBeTrue();
        (await same.Content.ReadAsByteArrayAsync(Cancel)).ShouldBeEmpty();
        (await Anyone.Send(HttpMethod.Get, given.TracePath() + "?lang=en", null, Cancel, Html, ("If-None-Match", etag))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Anyone.Send(HttpMethod.Head, given.TracePath(), null, Cancel, Html)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task A_digital_link_leads_to_the_page_without_touching_storage(string verb)
    {
        HttpResponseMessage? answer = null;

        var requests = await Host.Counter.OverHttpDuring(async () => answer = await Anyone.Send(new HttpMethod(verb), "/01/9521141012345/10/L%2B1%25?17=261231&lang=en", null, Cancel));

        answer!.StatusCode.ShouldBe(HttpStatusCode.TemporaryRedirect);
        answer.Headers.Location!.OriginalString.ShouldBe("/trace/01/09521141012345/10/L%2B1%25?17=261231&lang=en");
        requests.ShouldBeEmpty();
        (await Anyone.GetAsync("/p/htx-a/mut-buoi/M1", Cancel)).Headers.Location!.OriginalString.ShouldBe("/trace/p/htx-a/mut-buoi/M1");
    }

    [Theory]
    [InlineData("/01/09521141012346/10/L1", "wrong-check-digit")]
    [InlineData("/01/abc/10/L1", "not-a-gtin")]
    [InlineData("/01/09521141012345/10/B%C6%B0%E1%BB%9Fi", "not-a-lot-number")]
    [InlineData("/01/09521141012345/10/123456789012345678901", "not-a-lot-number")]
    [InlineData("/p/htx-a/Mut/L1", "id-invalid")]
    [InlineData("/p/HTX/mut/L1", "id-invalid")]
    public async Task An_address_that_names_no_lot_is_400(string path, string code)
    {
        await Anyone.GetAsync(path, Cancel).Problem(400, code);
        await Anyone.GetAsync("/trace" + path, Cancel).Problem(400, code);
    }

    [Fact]
    public async Task An_unknown_lot_is_404()
    {
        await Anyone.GetAsync("/trace/01/09521141012345/10/NONE", Cancel).Problem(404, "no-such-lot");
        await Anyone.GetAsync("/trace/p/htx-a/mut-buoi/NONE", Cancel).Problem(404, "no-such-lot");
    }

    [Theory]
    [InlineData("A+1%&")]
    [InlineData("!\"%&'")]
    [InlineData("()*,:")]
    [InlineData(";<=>?")]
    public async Task A_lot_number_of_any_characters_has_its_page(string lot)
    {
        var given = await Given.Cooperative(Host, Cancel);
        var link = (await given.Admin.PostLot(given, given.Harvest(lot)).Json(201)).Text("digitalLink");

        var redirect = await Anyone.GetAsync(new Uri(link).PathAndQuery, Cancel);

        (await Anyone.GetAsync(redirect.Headers.Location + "?format=json", Cancel).Json(200)).Text("lot").ShouldBe(lot);
        await Eventually.Holds(async () => (await given.TraceRecord(lot))["stages"]!.AsArray().Count == 1, "the index finds it in its event", Cancel);
    }

    private async Task<Given> WithLot()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.FarmerUt.PostLot(given, given.Harvest()).Json(201);
        return given;
    }
}
