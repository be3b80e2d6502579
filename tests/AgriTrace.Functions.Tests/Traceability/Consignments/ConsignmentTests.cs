using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Functions.Tests.Traceability.ColdChain;
using AgriTrace.Functions.Tests.Traceability.Epcis;

namespace AgriTrace.Functions.Tests.Traceability.Consignments;

/// <summary>A link for somebody outside.</summary>
public sealed class ConsignmentTests(House house) : HttpTests(house)
{
    private static readonly (string, string) Html = ("Accept", "text/html");

    [Fact]
    public async Task Whoever_has_the_link_reads_the_page_and_nobody_is_named()
    {
        var given = await WithPackedLot();
        var path = (await given.Admin.Share(given, given.Consignment(30, "P1")).Json(201)).Path();

        var answer = await Anyone.Send(HttpMethod.Get, path, null, Cancel, Html);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        answer.Headers.GetValues("X-Robots-Tag").ShouldBe(["noindex, nofollow"]);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));
        foreach (var part in new[] { "Gửi Công ty Nhập khẩu Hà Lan", "Bưởi Năm Roi", "P1", "L1", "Vườn ven sông Hậu", "VN-VLOR-0123", "0,8 ha", "Nhà đóng gói Mỹ Hòa", "Đóng gói", path + "&format=csv" })
            page.ShouldContain(part);
        page.ShouldNotContain("Nguyễn Văn Út");
        (await Anyone.GetStringAsync(path + "&lang=en", Cancel)).ShouldContain("Records of a consignment");
    }

    [Fact]
    public async Task The_sheet_tells_the_lots_where_they_grew_and_what_they_were_made_from()
    {
        var given = await WithPackedLot();
        var path = (await given.Admin.Share(given, given.Consignment(30, "P1")).Json(201)).Path();

        var sheet = await Anyone.GetAsync(path + "&format=json", Cancel).Json(200);

        sheet["lots"]!.AsArray().ShouldHaveSingleItem()!.Text("lot").ShouldBe("P1");
        var step = sheet["lineage"]!.AsArray().ShouldHaveSingleItem()!;
        (step.Text("from"), step.Text("to"), step["taken"]!["value"]!.GetValue<decimal>()).ShouldBe(($"/01/{given.Gtin}/10/L1", $"/01/{given.Gtin}/10/P1", 200m));
        var plot = sheet["plots"]!.AsArray().ShouldHaveSingleItem()!;
        (plot.Text("areaCode"), plot["hectares"]!.GetValue<decimal>(), plot["location"]!["latitude"]!.GetValue<double>()).ShouldBe(("VN-VLOR-0123", 0.8m, 10.045));
        plot["diary"]!.AsArray().Select(work => work!.Text("activity")).ShouldBe(["harvest"]);
        sheet["events"]!.AsArray().Select(one => one!.Text("bizStep")).ShouldBe(["commissioning", "packing"]);
        sheet["events"]![0]!["lots"]![0]!["productName"]!.Text("en").ShouldBe("Nam Roi pomelo");
        foreach (var secret in new[] { "Nguyễn", Given.Sau, "phone", "0270" }) sheet.ToJsonString().ShouldNotContain(secret, Case.Sensitive);
    }

    [Fact]
    public async Task The_events_come_as_epcis_that_can_be_captured_elsewhere_measurements_too()
    {
        var given = await WithPackedLot();
        await given.Admin.Kept(Measurements.Document(given, 0, 3, lot: "P1"));
        var path = (await given.Admin.Share(given, given.Consignment(30, "P1")).Json(201)).Path();

        var answer = await Anyone.GetAsync(path + "&format=epcis", Cancel);

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/ld+json");
        var document = EpcisDocument.ParseValid(await answer.Content.ReadAsByteArrayAsync(Cancel)).Value;
        document.Kind.ShouldBe(EpcisDocumentKind.EpcisDocument);
        document.Events.Select(one => one.BizStep).ShouldBe(["commissioning", "packing", "sensor_reporting", "sensor_reporting", "sensor_reporting"], ignoreOrder: true);
        document.Events.ShouldAllBe(one => EventHash.Of(one).Hash == one.EventId, "as stored: every hash recomputes");
        var other = await Given.Cooperative(Host, Cancel);
        await other.Admin.Kept(Encoding.UTF8.GetString(await Anyone.GetByteArrayAsync(path + "&format=epcis", Cancel)));
    }

    [Fact]
    public async Task The_table_has_a_row_an_event_with_what_importers_must_keep()
    {
        var given = await WithPackedLot();
        await given.Admin.PostEvent(given, given.Step("ship", "P1", Given.Store)).Json(201);
        await Recorded(given, "shipping");
        var path = (await given.Admin.Share(given, given.Consignment(30, "P1")).Json(201)).Path();

        var answer = await Anyone.GetAsync(path + "&format=csv", Cancel);

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        var rows = (await answer.Content.ReadAsStringAsync(Cancel)).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(FieldsOf).ToArray();
        string Field(int row, string column) => rows[row][Array.IndexOf(rows[0], column)];
        rows.Length.ShouldBe(4);
        rows[1..].Select(row => row[0]).ShouldBe(rows[1..].Select(row => row[0]).Order(StringComparer.Ordinal), "sorted as text is sorted by time");
        (Field(1, "critical_tracking_event"), Field(1, "event_time_utc"), Field(1, "event_date_vietnam"), Field(1, "quantity"), Field(1, "unit")).ShouldBe(("harvesting", "2026-01-19T23:30:00Z", "2026-01-20", "500", "KGM"));
        (Field(2, "critical_tracking_event"), Field(2, "input_quantity"), Field(2, "traceability_lot_code")).ShouldBe(("initial packing", "200", $"https://id.gs1.org/01/{given.Gtin}/10/P1"));
        (Field(3, "critical_tracking_event"), Field(3, "place_code"), Field(3, "recipient")).ShouldBe(("shipping", Given.StoreGln, "Công ty Nhập khẩu Hà Lan"));
    }

    [Fact]
    public async Task The_sheet_comes_signed_and_checks_with_the_published_key()
    {
        var given = await WithPackedLot();
        var path = (await given.Admin.Share(given, given.Consignment()).Json(201)).Path();

        var jws = await Anyone.GetStringAsync(path + "&format=jws", Cancel);

        ACopy.Header(jws).Text("typ").ShouldBe("agritrace-consignment+jws");
        JsonNode.Parse((await ACopy.Check(Anyone, jws, Cancel))!)!["lots"]![0]!.Text("lot").ShouldBe("L1");
        (await ACopy.Check(Anyone, ACopy.Tampered(jws, "Xuất khẩu", "Nội địa"), Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task The_link_opens_the_documents_that_its_inspections_name_and_no_others()
    {
        var given = await WithPackedLot();
        var (result, other) = (await Uploaded(given, "%PDF-1.4 dư lượng: đạt"), await Uploaded(given, "%PDF-1.4 lương"));
        await given.Admin.Kept(Inspection(given, result));
        var path = (await given.Admin.Share(given, given.Consignment(30, "P1")).Json(201)).Path();

        var inspection = (await Anyone.GetAsync(path + "&format=json", Cancel).Json(200))["inspections"]!.AsArray().ShouldHaveSingleItem()!;

        inspection.Text("result").ShouldBe("pass");
        var (document, key) = (inspection["documents"]![0]!.GetValue<string>(), "?" + path.Split('?')[1]);
        var answer = await Anyone.GetAsync(document + key, Cancel);
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldBe("%PDF-1.4 dư lượng: đạt");
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        WebUtility.HtmlDecode(await Anyone.GetStringAsync(path, Cancel)).ShouldContain(document + key);
        await Anyone.GetAsync(document.Replace(result, other, StringComparison.Ordinal) + key, Cancel).Problem(404, "no-such-document");
        await Anyone.GetAsync(document + key + "x", Cancel).Problem(404, "no-such-consignment");
    }

    [Fact]
    public async Task The_same_request_gives_the_same_link_and_another_one_under_its_key_is_refused()
    {
        var given = await WithPackedLot();

        var first = await given.Admin.Share(given, given.Consignment()).Json(201);
        var again = await given.Admin.Share(given, given.Consignment()).Json(201);

        (again.Text("url"), again.Text("expiresAt")).ShouldBe((first.Text("url"), first.Text("expiresAt")));
        await given.Admin.Share(given, given.Consignment(31)).Problem(409, "idempotency-key-used");
        (await given.Admin.Share(given, given.Consignment(), "k2").Json(201)).Text("url").ShouldNotBe(first.Text("url"));
    }

    [Fact]
    public async Task A_wrong_key_and_an_unknown_id_look_the_same()
    {
        var given = await WithPackedLot();
        var path = (await given.Admin.Share(given, given.Consignment()).Json(201)).Path();
        var (address, key) = (path.Split("?key=")[0], path.Split("?key=")[1]);

        foreach (var wrong in new[] { address, $"{address}?key=", $"{address}?key={key[..^1]}", $"{address}?key={key}x", $"{address}?key={new string('a', 2_000)}", $"/consignments/{given.Coop}/nobody?key={key}", $"/consignments/htx-other/{address.Split('/')[^1]}?key={key}" })
            await Anyone.GetAsync(wrong, Cancel).Problem(404, "no-such-consignment");
    }

    [Fact]
    public async Task A_link_that_was_revoked_is_gone_and_stands_in_the_list_and_in_the_log()
    {
        var given = await WithPackedLot();
        var made = await given.Admin.Share(given, given.Consignment()).Json(201);
        var own = $"/api/coops/{given.Coop}/consignments/{made.Text("id")}";

        foreach (var _ in Enumerable.Range(0, 2)) (await given.Admin.DeleteAsync(own, Cancel)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        await Anyone.GetAsync(made.Path(), Cancel).Problem(410, "consignment-ended");
        (await Anyone.Send(HttpMethod.Get, made.Path(), null, Cancel, Html)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        var listed = (await given.Admin.GetAsync($"/api/coops/{given.Coop}/consignments", Cancel).Json(200))["items"]!.AsArray().ShouldHaveSingleItem()!;
        listed["revokedAt"].ShouldNotBeNull();
        listed.ToJsonString().ShouldNotContain(made.Path().Split("?key=")[1]);
        await given.Admin.DeleteAsync($"/api/coops/{given.Coop}/consignments/nobody", Cancel).Problem(404, "no-such-consignment");
        var log = (await given.Admin.GetAsync($"/api/coops/{given.Coop}/audit", Cancel).Json(200)).ToJsonString();
        log.ShouldContain("CreateConsignment");
        log.ShouldContain("RevokeConsignment");
    }

    [Fact]
    public async Task Only_lots_of_ones_own_are_shared_by_those_who_may()
    {
        var (given, other) = (await WithPackedLot(), await Given.Cooperative(Host, Cancel));

        await given.FarmerUt.Share(given, given.Consignment()).Problem(403, "role-may-not");
        await other.Admin.Share(given, given.Consignment()).Problem(403, "other-cooperative");
        await other.Admin.Share(other, given.Consignment()).Problem(404, "no-such-lot");
        await given.Admin.Share(given, given.Consignment(30, "L1", "NONE")).Problem(404, "no-such-lot");
        await given.Admin.Share(given, given.Consignment(91)).Problem(400, "fields-invalid");
        await given.Admin.Post($"/api/coops/{given.Coop}/consignments", given.Consignment(), Cancel).Problem(400, "idempotency-key");
        await Host.As(Role.Packer, given.Coop, Given.Sau).Share(given, given.Consignment()).Json(201);
    }

    private static async Task<string> Uploaded(Given given, string pdf)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(pdf));
        content.Headers.ContentType = new("application/pdf");
        return (await given.Admin.PostAsync($"/api/coops/{given.Coop}/documents", content, Cancel).Json(201)).Text("id");
    }

    private static string Inspection(Given given, string document) =>
        $$"""
        {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-07-22T10:30:00Z",
        "epcisBody":{"eventList":[{"type":"ObjectEvent","eventTime":"2026-01-21T08:00:00+07:00","eventTimeZoneOffset":"+07:00","action":"OBSERVE","bizStep":"inspecting","disposition":"conformant",
        "quantityList":[{"epcClass":"https://id.gs1.org/01/{{given.Gtin}}/10/P1"}],
        "bizTransactionList":[{"type":"testres","bizTransaction":"http://localhost:7071/documents/{{given.Coop}}/{{document}}"}]}]} }
        """;

    private static string[] FieldsOf(string row) => [.. Regex.Matches(row, "(?:^|,)(?:\"((?:[^\"]|\"\")*)\"|([^,\"]*))").Select(field => field.Groups[1].Value + field.Groups[2].Value)];

    /// <summary>500 kg from the field, 200 kg of them packed as P1.</summary>
    private async Task<Given> WithPackedLot()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.FarmerUt.PostLot(given, given.Harvest()).Json(201);
        await given.Admin.PostEvent(given, new
        {
            type = "pack",
            at = "2026-01-20T09:00:00+07:00",
            place = Given.PackingHouse,
            inputs = new[] { given.Share("L1", 200) },
            outputs = new[] { given.Share("P1", 200) },
        }).Json(201);
        await Recorded(given, "packing");
        return given;
    }

    private static Task Recorded(Given given, string bizStep) => Eventually.Holds(
        async () => (await given.Admin.GetAsync("/epcis/events?EQ_bizStep=" + bizStep, Cancel).Json(200)).ToJsonString().Contains("P1", StringComparison.Ordinal), $"{bizStep} is indexed", Cancel);
}
