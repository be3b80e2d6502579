using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Tests.Traceability;

namespace AgriTrace.Functions.Tests.Cooperatives;

/// <summary>Certificates of plots, and the trace records that show them.</summary>
public sealed class CertificateOverHttpTests(House house) : HttpTests(house)
{
    private static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.7\n%âãÏÓ\n1 0 obj\nendobj\n%%EOF");

    [Fact]
    public async Task A_certificate_is_kept_listed_and_says_how_it_stands_today()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var today = DateOnly.FromDateTime(DateTime.UtcNow);

        (await Put(given, "vietgap", Body(to: today.AddDays(30))).Json(201)).Text("status").ShouldBe("valid");
        (await Put(given, "cu", Body(to: today.AddDays(-30))).Json(201)).Text("status").ShouldBe("ended");
        (await Put(given, "moi", Body(from: today.AddDays(30), to: today.AddDays(60))).Json(201)).Text("status").ShouldBe("not-yet");
        await Put(given, "vietgap", Body(number: "TT-2")).Json(200);

        var all = (await given.FarmerBa.GetAsync(Path(given), Cancel).Json(200))["items"]!.AsArray();
        all.Select(one => one!.Text("id")).ShouldBe(["cu", "moi", "vietgap"]);
        (await given.FarmerBa.GetAsync(Path(given, "vietgap"), Cancel).Json(200)).Text("number").ShouldBe("TT-2");
        await given.Admin.GetAsync(Path(given, "khong-co"), Cancel).Problem(404, "no-such-certificate");
    }

    [Fact]
    public async Task A_certificate_with_faults_or_of_unknown_plots_is_refused_and_only_an_admin_keeps_one()
    {
        var given = await Given.Cooperative(Host, Cancel);

        (await Put(given, "c", Body(from: new DateOnly(2026, 2, 1), to: new DateOnly(2026, 1, 1))).Problem(400, "fields-invalid")).Paths().ShouldBe(["$.validTo"]);
        (await Put(given, "c", Body(plots: [Given.UtsPlot, "khong-co"])).Problem(400, "fields-invalid")).Paths().ShouldBe(["$.plots[1]"]);
        await given.FarmerUt.Send(HttpMethod.Put, Path(given, "c"), Body(), Cancel).Problem(403, "role-may-not");
        await Put(given, "c", Body(), ("If-Match", "\"x\"")).Problem(412, "changed-meanwhile");
    }

    [Fact]
    public async Task The_record_of_a_lot_shows_what_covered_it_on_the_day_of_harvest_and_follows_a_change()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.Admin.PostLot(given, given.Harvest()).Json(201);
        await given.Admin.PostEvent(given, Pack(given), ("Idempotency-Key", "p1")).Json(201);
        await Eventually.Holds(async () => (await given.TraceRecord("P1"))["sources"]!.AsArray().Count == 1, "the pack is known", Cancel);
        Missing(await given.TraceRecord()).ShouldContain("standards");

        await Put(given, "vietgap", Body(to: new DateOnly(2026, 1, 20))).Json(201);

        foreach (var lot in (string[])["L1", "P1"])
            await Eventually.Holds(async () => (await given.TraceRecord(lot))["certificates"]!.AsArray().Count == 1, $"{lot} shows the certificate", Cancel);
        var record = await given.TraceRecord("P1");
        record["standards"]!.AsArray().Select(name => name!.GetValue<string>()).ShouldBe(["VietGAP"]);
        record["certificates"]![0]!.ToJsonString().ShouldBe("""{"scheme":"VietGAP","number":"TT-1","issuer":"Vinacert","validFrom":"2025-06-01","validTo":"2026-01-20"}""");
        Missing(record).ShouldNotContain("standards");
        var page = await Anyone.GetStringAsync(given.TracePath("P1"), Cancel);
        foreach (var word in (string[])["VietGAP", "TT-1", "Vinacert", "20/01/2026"]) page.ShouldContain(word);

        await Put(given, "vietgap", Body(plots: [Given.BasPlot])).Json(200);

        await Eventually.Holds(async () => (await given.TraceRecord("P1"))["certificates"]!.AsArray().Count == 0, "the certificate covers the plot no more", Cancel);
    }

    [Fact]
    public async Task The_certificate_itself_is_a_pdf_that_stays_when_the_rest_is_changed()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var path = Path(given, "vietgap") + "/document";
        await Upload(given.Admin, HttpMethod.Put, path, Pdf).Problem(404, "no-such-certificate");
        await Put(given, "vietgap", Body()).Json(201);
        await given.Admin.GetAsync(path, Cancel).Problem(404, "no-such-document");
        await Upload(given.Admin, HttpMethod.Put, path, [0xFF, 0xD8, 0xFF, 0xD9]).Problem(400, "not-a-document");
        await Upload(given.Admin, HttpMethod.Put, path, new byte[(6 * 1_048_576) + 1]).Problem(413, "body-too-large");

        (await Upload(given.Admin, HttpMethod.Put, path, Pdf).Json(200)).Text("document").ShouldBe(path);
        (await Put(given, "vietgap", Body(number: "TT-2")).Json(200)).Text("document").ShouldBe(path);

        using var answer = await given.FarmerUt.GetAsync(path, Cancel);
        (await answer.Content.ReadAsByteArrayAsync(Cancel)).ShouldBe(Pdf);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        await Host.As(Role.Admin, "htx-khac").GetAsync(path, Cancel).Problem(403, "other-cooperative");
    }

    private static Task<HttpResponseMessage> Upload(HttpClient client, HttpMethod method, string path, byte[] bytes) => client.SendAsync(
        new HttpRequestMessage(method, path) { Content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/pdf") } } }, Cancel);

    private static Task<HttpResponseMessage> Put(Given given, string id, object body, params (string, string)[] headers) =>
        given.Admin.Send(HttpMethod.Put, Path(given, id), body, Cancel, headers);

    private static string Path(Given given, string? id = null) => $"/api/coops/{given.Coop}/certificates{(id is null ? "" : "/" + id)}";

    private static object Body(string number = "TT-1", DateOnly? from = null, DateOnly? to = null, string[]? plots = null) => new
    {
        scheme = "VietGAP",
        number,
        issuer = "Vinacert",
        validFrom = from ?? new DateOnly(2025, 6, 1),
        validTo = to ?? new DateOnly(2027, 5, 31),
        plots = plots ?? [Given.UtsPlot],
    };

    private static string[] Missing(JsonNode record) => [.. record["missing"]!.AsArray().Select(name => name!.GetValue<string>())];

    private static object Pack(Given given) => new
    {
        type = "pack",
        at = "2026-01-20T14:00:00+07:00",
        place = Given.PackingHouse,
        inputs = new[] { given.Share("L1", 100) },
        outputs = new[] { given.Share("P1", 90) },
    };
}
