using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AgriTrace.Functions.Tests.Privacy;
using AgriTrace.Functions.Tests.Traceability;
using AgriTrace.Infra.QrCodes.Reports;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.QrCodes.Reports;

/// <summary>What buyers report, from the form to the answer that they read.</summary>
public sealed class ReportTests(House house) : HttpTests(house)
{
    private const string Words = "Quả bị dập,\r\nnhãn dán đè <b>lên nhãn khác</b>";

    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE1, 0x00, 0x0C, .. "XMP SECRET"u8, 0xFF, 0xDA, 0x00, 0x02, 1, 2, 3, 0xFF, 0xD9];

    [Fact]
    public async Task A_report_lands_in_the_inbox_is_answered_and_the_buyer_reads_the_answer_at_their_link()
    {
        var given = await WithLot();

        var sent = await Post(given, "k1").Json(201);
        var mine = new Uri(sent.Text("url")).PathAndQuery;
        (await Anyone.GetAsync(mine, Cancel).Json(200)).Text("state").ShouldBe("open");

        var inbox = await given.Admin.GetAsync(Inbox(given) + "?state=open", Cancel).Json(200);
        var item = inbox["items"]!.AsArray().ShouldHaveSingleItem()!;
        (item.Text("id"), item.Text("code"), item.Text("lot"), item.Text("where")).ShouldBe((sent.Text("id"), $"/01/{given.Gtin}/10/L1", "L1", "Chợ Vĩnh Long"));
        item.Text("what").ShouldBe("Quả bị dập,\nnhãn dán đè <b>lên nhãn khác</b>");

        await given.Admin.Send(HttpMethod.Put, $"{Inbox(given)}/{sent.Text("id")}/answer", new { answer = "Xin lỗi bạn, chúng tôi sẽ đổi hàng." }, Cancel).Json(200);
        await given.Admin.Post($"{Inbox(given)}/{sent.Text("id")}/close", "{}", Cancel).Json(200);

        var read = await Anyone.GetAsync(mine, Cancel).Json(200);
        (read.Text("state"), read.Text("answer")).ShouldBe(("closed", "Xin lỗi bạn, chúng tôi sẽ đổi hàng."));
        read.ToJsonString().ShouldNotContain(Given.Sau);
        (await given.Admin.GetAsync(Inbox(given) + "?state=open", Cancel).Json(200))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task States_go_from_open_to_answered_to_closed_and_no_other_way()
    {
        var given = await WithLot();
        var path = $"{Inbox(given)}/{(await Post(given, "k").Json(201)).Text("id")}";

        await given.Admin.Post(path + "/close", "{}", Cancel).Problem(409, "report-state");
        var first = await Answer(given, path, "Một").Json(200);
        (await Answer(given, path, "Một").Json(200))["answeredAt"]!.ToJsonString().ShouldBe(first["answeredAt"]!.ToJsonString());
        (await Answer(given, path, "Hai").Json(200)).Text("answer").ShouldBe("Hai");
        var closed = await given.Admin.Post(path + "/close", "{}", Cancel).Json(200);
        (await given.Admin.Post(path + "/close", "{}", Cancel).Json(200)).ToJsonString().ShouldBe(closed.ToJsonString());
        await Answer(given, path, "Ba").Problem(409, "report-state");
        await Answer(given, path, "  ").Problem(400, "fields-invalid");
        await given.Admin.Send(HttpMethod.Put, path + "/answer", new { answer = "Bốn" }, Cancel, ("If-Match", "\"old\"")).Problem(409, "report-state");
    }

    [Fact]
    public async Task An_answer_over_one_that_another_wrote_meanwhile_is_refused()
    {
        var given = await WithLot();
        var path = $"{Inbox(given)}/{(await Post(given, "k").Json(201)).Text("id")}";
        var etag = (await given.Admin.GetAsync(path, Cancel)).Headers.ETag!.ToString();

        await given.Admin.Send(HttpMethod.Put, path + "/answer", new { answer = "Một" }, Cancel, ("If-Match", etag)).Json(200);
        await given.Admin.Send(HttpMethod.Put, path + "/answer", new { answer = "Hai" }, Cancel, ("If-Match", etag)).Problem(412, "changed-meanwhile");
    }

    [Fact]
    public async Task A_report_sent_twice_is_one_and_another_under_its_key_is_refused()
    {
        var given = await WithLot();

        var (first, second) = (await Post(given, "k").Json(201), await Post(given, "k").Json(201));
        second.ToJsonString().ShouldBe(first.ToJsonString());
        await Anyone.Post("/api/reports", Body(given, "Chuyện khác"), Cancel, ("Idempotency-Key", "k")).Problem(409, "report-key-used");

        var unkeyed = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Anyone.Post("/api/reports", Body(given, "Không có khóa"), Cancel).Json(201)));
        unkeyed.Select(one => one.Text("id")).Distinct().ShouldHaveSingleItem();
        (await given.Admin.GetAsync(Inbox(given), Cancel).Json(200))["items"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_form_of_the_page_sends_a_photo_without_what_the_camera_wrote_and_leads_to_the_private_page()
    {
        var given = await WithLot();
        var page = await (await Html(HttpMethod.Get, $"/report/01/{given.Gtin}/10/L1")).Content.ReadAsStringAsync(Cancel);
        page.ShouldContain("Báo vấn đề về sản phẩm");
        page.ShouldContain("enctype=\"multipart/form-data\"");

        using var sent = await Html(HttpMethod.Post, "/api/reports", FormOf(given, Jpeg));

        sent.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        sent.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        using var mine = await Html(HttpMethod.Get, sent.Headers.Location!.ToString());
        (await mine.Content.ReadAsStringAsync(Cancel)).ShouldContain("nhãn dán đè &lt;b&gt;lên nhãn khác&lt;/b&gt;");
        mine.Headers.CacheControl!.NoStore.ShouldBeTrue();

        var item = (await given.Admin.GetAsync(Inbox(given), Cancel).Json(200))["items"]![0]!;
        var photo = await given.Admin.GetAsync(item.Text("photo"), Cancel);
        photo.Content.Headers.ContentType!.MediaType.ShouldBe("image/jpeg");
        Encoding.Latin1.GetString(await photo.Content.ReadAsByteArrayAsync(Cancel)).ShouldNotContain("SECRET");
    }

    [Fact]
    public async Task A_report_that_is_erased_takes_no_photo_with_it_that_is_kept_for_something_else()
    {
        var given = await WithLot();
        var member = $"/api/coops/{given.Coop}/members/{Given.Ut}";
        await given.FarmerUt.PutAsync($"{member}/photo", new ByteArrayContent(Jpeg) { Headers = { ContentType = new MediaTypeHeaderValue("image/jpeg") } }, Cancel).Json(200);
        await given.FarmerUt.Send(HttpMethod.Put, $"{member}/page-consent", new { name = false, photo = true }, Cancel).Json(200);
        var shown = await Anyone.GetByteArrayAsync($"/photos/{given.Coop}/{Given.Ut}", Cancel);
        await Send(FormOf(given, shown)).Json(201);

        await Host.Services.GetRequiredService<ReportStore>().EraseOlder(given.Coop, DateTimeOffset.UtcNow.AddDays(1), Cancel);

        (await given.Admin.GetAsync(Inbox(given), Cancel).Json(200))["items"]!.AsArray().ShouldBeEmpty();
        (await Anyone.GetByteArrayAsync($"/photos/{given.Coop}/{Given.Ut}", Cancel)).ShouldBe(shown);
        (await PhotosOf(given)).ShouldBe(1);
    }

    [Fact]
    public async Task The_photo_of_a_report_that_is_refused_does_not_stay()
    {
        var given = await WithLot();
        await SendAs(FormOf(given, Jpeg)).Json(201);

        await SendAs(FormOf(given, [.. Jpeg[..^4], 7, 7, .. Jpeg[^2..]])).Problem(409, "report-key-used");
        await SendAs(FormOf(given, Jpeg)).Json(201);

        (await PhotosOf(given)).ShouldBe(1);

        Task<HttpResponseMessage> SendAs(MultipartFormDataContent form)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/api/reports") { Content = form };
            request.Headers.Add("Idempotency-Key", "photo");
            return Anyone.SendAsync(request, Cancel);
        }
    }

    [Fact]
    public async Task What_is_wrong_with_a_form_stands_beside_its_field_and_what_was_typed_is_kept()
    {
        var given = await WithLot();

        using var refused = await Html(HttpMethod.Post, "/api/reports", FormOf(given, "no picture"u8.ToArray()));

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var html = await refused.Content.ReadAsStringAsync(Cancel);
        html.ShouldContain("id=\"photo-fault\"");
        html.ShouldContain("Quả bị dập");
    }

    [Fact]
    public async Task Bad_reports_are_refused_with_their_cause()
    {
        var given = await WithLot();

        await Anyone.Post("/api/reports", Body(given, new string('a', 2_001)), Cancel).Problem(400, "fields-invalid");
        await Anyone.Post("/api/reports", Body(given, ""), Cancel).Problem(400, "fields-invalid");
        await Anyone.Post("/api/reports", Body(given, "a\u0000b"), Cancel).Problem(400, "fields-invalid");
        await Anyone.Post("/api/reports", new { code = "https://elsewhere.example/hàng", what = "?" }, Cancel).Problem(400, "fields-invalid");
        await Anyone.Post("/api/reports", new { code = "/01/09521141999998/10/KHONG-CO", what = "?" }, Cancel).Problem(404, "no-such-lot");
        await Anyone.Post("/api/reports", new { code = "/01/09521234543210/10/SAI", what = "?" }, Cancel).Problem(400, "fields-invalid");
        await Send(FormOf(given, [.. Jpeg, .. new byte[5 * 1_048_576]])).Problem(413, "photo-too-large");
        await Send(FormOf(given, new byte[6 * 1_048_576])).Problem(413, "body-too-large");
        await Send(FormOf(given, "GIF89a"u8.ToArray())).Problem(400, "not-a-photo");
    }

    [Fact]
    public async Task A_number_that_a_cooperative_never_gave_can_be_reported_to_it()
    {
        var given = await WithLot();

        await Anyone.Post("/api/reports", new { code = $"/p/{given.Coop}/{Given.OwnProduct}/GIA-1", what = "Nhãn lạ" }, Cancel).Json(201);

        (await given.Admin.GetAsync(Inbox(given), Cancel).Json(200))["items"]![0]!.Text("lot").ShouldBe("GIA-1");
    }

    [Fact]
    public async Task A_link_opens_one_report_and_a_guess_none()
    {
        var given = await WithLot();
        var sent = await Post(given, "k").Json(201);
        var path = $"/reports/{given.Coop}/{sent.Text("id")}";

        foreach (var guess in new[] { "", "?token=", "?token=0123456789abcdefghjkmnpqrs", "?token=" + new string('a', 5_000) })
            await Anyone.GetAsync(path + guess, Cancel).Problem(404, "no-such-report");
        await Anyone.GetAsync($"/reports/{given.Coop}/nothing?token=a", Cancel).Problem(404, "no-such-report");
        var other = await Given.Cooperative(Host, Cancel);
        await other.Admin.GetAsync($"{Inbox(given)}/{sent.Text("id")}", Cancel).Problem(403, "other-cooperative");
        await other.Admin.GetAsync($"{Inbox(other)}/{sent.Text("id")}", Cancel).Problem(404, "no-such-report");
    }

    [Fact]
    public async Task Words_photos_and_links_lie_encrypted_in_storage()
    {
        var given = await WithLot();
        var words = $"Gọi tôi 0912{Random.Shared.Next(100_000, 999_999)}";

        var sent = await Anyone.Post("/api/reports", Body(given, words), Cancel).Json(201);

        var raw = await RawStorage.Read(Storage, Cancel);
        raw.ShouldNotContain(text => text.Contains(words, StringComparison.Ordinal));
        raw.ShouldNotContain(text => text.Contains(sent.Text("url").Split("token=")[1], StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_inbox_pages_newest_first_and_a_spreadsheet_takes_no_word_for_a_formula()
    {
        var given = await WithLot();
        for (var number = 0; number < 53; number++) await Anyone.Post("/api/reports", Body(given, $"=cmd|'/C calc'!A{number}"), Cancel).Json(201);

        var first = await given.Admin.GetAsync(Inbox(given), Cancel).Json(200);
        var second = await given.Admin.GetAsync($"{Inbox(given)}?after={first.Text("next")}", Cancel).Json(200);

        string[] words = [.. first["items"]!.AsArray().Concat(second["items"]!.AsArray()).Select(item => item!.Text("what"))];
        words.ShouldBe([.. Enumerable.Range(0, 53).Reverse().Select(number => $"=cmd|'/C calc'!A{number}")]);
        second["next"].ShouldBeNull();
        await given.Admin.GetAsync(Inbox(given) + "?after=x", Cancel).Problem(400, "cursor-invalid");
        await given.Admin.GetAsync(Inbox(given) + "?state=lost", Cancel).Problem(400, "query-invalid");
        var csv = await (await given.Admin.Send(HttpMethod.Get, Inbox(given), null, Cancel, ("Accept", "text/csv"))).Content.ReadAsStringAsync(Cancel);
        csv.ShouldContain(",'=cmd|'/C calc'!A52,");
    }

    [Fact]
    public async Task A_report_costs_a_read_of_its_lot_and_one_transaction()
    {
        var given = await WithLot();

        var requests = await Host.Counter.OverHttpDuring(() => Post(given, "count").Json(201));

        requests.Count.ShouldBe(2);
    }

    private static Task<HttpResponseMessage> Answer(Given given, string path, string answer) => given.Admin.Send(HttpMethod.Put, path + "/answer", new { answer }, Cancel);

    private static string Inbox(Given given) => $"/api/coops/{given.Coop}/reports";

    private Task<HttpResponseMessage> Post(Given given, string key) => Anyone.Post("/api/reports", Body(given, Words, "Chợ Vĩnh Long"), Cancel, ("Idempotency-Key", key));

    private static JsonObject Body(Given given, string what, string? where = null)
    {
        var body = new JsonObject { ["code"] = $"https://label.example/01/{given.Gtin}/10/L1", ["what"] = what };
        if (where is not null) body["where"] = where;
        return body;
    }

    private static MultipartFormDataContent FormOf(Given given, byte[] photo) => new()
    {
        { new StringContent($"/01/{given.Gtin}/10/L1"), "code" },
        { new StringContent(Words), "what" },
        { new StringContent(""), "where" },
        { new StringContent(Guid.CreateVersion7().ToString()), "record" },
        { new ByteArrayContent(photo) { Headers = { ContentType = new MediaTypeHeaderValue("image/jpeg") } }, "photo", "anh.jpg" },
    };

    private Task<HttpResponseMessage> Send(MultipartFormDataContent form) => Anyone.PostAsync("/api/reports", form, Cancel);

    private async Task<int> PhotosOf(Given given) =>
        await new BlobContainerClient(Storage, "personal").GetBlobsAsync(BlobTraits.None, BlobStates.None, given.Coop + "/", Cancel).CountAsync(Cancel);

    private Task<HttpResponseMessage> Html(HttpMethod method, string path, HttpContent? content = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Accept.ParseAdd("text/html");
        return Anyone.SendAsync(request, Cancel);
    }

    private async Task<Given> WithLot()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.Admin.PostLot(given, given.Harvest()).Json(201);
        return given;
    }
}
