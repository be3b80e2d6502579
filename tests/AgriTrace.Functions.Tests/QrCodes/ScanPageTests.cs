using System.IO.Compression;
using System.Net;
using System.Text;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.QrCodes;
using AgriTrace.Domain.Traceability;
using AgriTrace.Functions.Tests.Traceability;
using AgriTrace.Infra.Traceability;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.QrCodes;

/// <summary>What a buyer is told by the page that a code leads to.</summary>
public sealed class ScanPageTests(House house) : HttpTests(house)
{
    private static readonly (string, string) Html = ("Accept", "text/html");

    [Fact]
    public async Task The_page_says_that_hashes_and_signature_were_checked_and_leads_to_the_means_to_do_so()
    {
        var given = await WithLot();

        var page = await Page(given.TracePath());

        page.ShouldContain("Dấu băm của 1 sự kiện đều khớp.");
        page.ShouldContain("Chữ ký số của trang này khớp.");
        page.ShouldContain("/.well-known/jwks.json");
        page.ShouldContain($"{given.TracePath()}?format=jws");
        (await given.TraceRecord())["hashes"]!.ToJsonString().ShouldBe("""{"checked":1,"differing":0,"leftOut":0}""");
    }

    [Fact]
    public async Task A_page_that_somebody_changed_in_storage_is_not_shown_and_says_so_loudly()
    {
        var given = await WithLot();
        var original = (await BlobOf(given).DownloadContentAsync(Cancel)).Value.Content.ToArray();
        var other = await WithLot();
        var others = (await BlobOf(other).DownloadContentAsync(Cancel)).Value.Content.ToArray();
        byte[][] forgeries = [Flipped(original, original.Length / 2), Flipped(original, original.Length - 5), "Lô hàng này rất an toàn"u8.ToArray(), others, []];

        foreach (var forgery in forgeries)
        {
            await BlobOf(given).UploadAsync(BinaryData.FromBytes(forgery), overwrite: true, Cancel);

            var answer = await Anyone.Send(HttpMethod.Get, given.TracePath(), null, Cancel, Html);
            var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));

            page.ShouldContain("Trang này đã bị sửa trái phép");
            page.ShouldNotContain("rất an toàn");
            page.ShouldNotContain("Nguyễn Văn Út");
            answer.Headers.ETag.ShouldBeNull("it must not be kept");
        }

        await BlobOf(given).DeleteAsync(cancellationToken: Cancel);
        (await Page(given.TracePath())).ShouldContain("Chữ ký số của trang này khớp.");
    }

    [Fact]
    public async Task Many_who_make_a_record_at_once_leave_a_page_and_a_record_that_belong_together()
    {
        var given = await WithLot();
        var documents = Host.Services.GetRequiredService<TraceDocuments>();

        for (var round = 0; round < 5; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => documents.Rebuild(Lot(given), Cancel)));

            var (page, record) = ((await documents.Page(Lot(given), Cancel))!, (await documents.Find(Lot(given), Cancel))!);
            page.Summary!.RecordHash.ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(record.Json)));
        }
    }

    [Fact]
    public async Task A_code_of_no_lot_costs_two_reads()
    {
        var requests = await Host.Counter.OverHttpDuring(() => Anyone.Send(HttpMethod.Get, "/trace/01/09521141012345/10/KHONG-CO", null, Cancel, Html));

        requests.Select(request => $"{request.Service} {request.Method}").ShouldBe(["blob GET", "table GET"]);
    }

    [Fact]
    public async Task An_event_that_somebody_changed_in_storage_is_found_by_its_hash()
    {
        var given = await WithLot();
        var events = new TableClient(Storage, "Events");
        var row = await events.QueryAsync<TableEntity>(entity => entity.PartitionKey.CompareTo(given.Coop) >= 0 && entity.PartitionKey.CompareTo(given.Coop + "~") < 0, cancellationToken: Cancel).FirstAsync(Cancel);
        var changed = row.Single(column => column.Value is string text && text.Contains("\"commissioning\"", StringComparison.Ordinal));
        row[changed.Key] = ((string)changed.Value).Replace("\"ADD\"", "\"OBSERVE\"", StringComparison.Ordinal);
        await events.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, Cancel);

        await Host.Services.GetRequiredService<TraceDocuments>().Rebuild(Lot(given), Cancel);

        var page = await Page(given.TracePath());
        page.ShouldContain("Hồ sơ này đã bị sửa trái phép");
        page.ShouldContain("Dấu băm của 1 trong 1 sự kiện không khớp.");
    }

    [Fact]
    public async Task A_forged_serial_is_told_loudly_on_the_page_of_the_lot_that_it_names()
    {
        var given = await WithLot();
        var serial = Host.Services.GetRequiredService<SerialCodec>().Write(Lot(given), new ItemSerial(SerialKind.Random, 7));
        var forged = (serial[0] == 'A' ? 'B' : 'A') + serial[1..];

        var ours = await Page($"{given.TracePath()}/21/{serial}");
        var wrong = await Anyone.Send(HttpMethod.Get, $"{given.TracePath()}/21/{forged}", null, Cancel, Html);
        var foreign = await Page($"{given.TracePath()}/21/12345");

        ours.ShouldContain("AgriTrace đã cấp số này cho lô hàng này.");
        wrong.StatusCode.ShouldBe(HttpStatusCode.OK);
        var page = WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync(Cancel));
        page.ShouldContain("Số sê-ri trên tem này là giả");
        page.ShouldContain("Bưởi Năm Roi");
        page.ShouldContain("noindex");
        foreign.ShouldContain("Số sê-ri này không phải do AgriTrace cấp");
    }

    [Fact]
    public async Task The_page_of_an_item_costs_what_that_of_its_lot_costs_and_is_kept_apart_from_it()
    {
        var given = await WithLot();
        var path = $"{given.TracePath()}/21/12345";
        var tag = (await Anyone.Send(HttpMethod.Get, path, null, Cancel, Html)).Headers.ETag!.ToString();
        HttpResponseMessage again = null!, lot = null!;

        var requests = await Host.Counter.OverHttpDuring(async () => again = await Anyone.Send(HttpMethod.Get, path, null, Cancel, Html, ("If-None-Match", tag)));
        lot = await Anyone.Send(HttpMethod.Get, given.TracePath(), null, Cancel, Html, ("If-None-Match", tag));

        (again.StatusCode, lot.StatusCode).ShouldBe((HttpStatusCode.NotModified, HttpStatusCode.OK));
        requests.Where(request => request.Service != "queue").Select(request => $"{request.Service} {request.Method}").ShouldBe(["blob GET"]);
    }

    [Fact]
    public async Task A_code_of_no_lot_gives_a_person_a_page_that_says_what_to_do_and_a_program_a_problem()
    {
        const string path = "/trace/01/09521141012345/10/KHONG-CO";

        var answer = await Anyone.Send(HttpMethod.Get, path, null, Cancel, Html);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));
        page.ShouldContain("Mã này không phải của chúng tôi");
        page.ShouldContain("Đừng nhập mật khẩu");
        await Anyone.GetAsync(path, Cancel).Problem(404, "no-such-lot");
    }

    [Fact]
    public async Task Pages_and_style_sheets_are_compressed_for_who_can_read_that_and_say_so_to_caches()
    {
        var given = await WithLot();
        var plain = await Page(given.TracePath());
        var sheet = System.Text.RegularExpressions.Regex.Match(plain, "/assets/site\\.[0-9a-f]+\\.css").Value;

        foreach (var path in new[] { given.TracePath(), sheet })
        {
            var whole = await Anyone.Send(HttpMethod.Get, path, null, Cancel, Html);
            whole.Headers.Vary.ShouldContain("Accept-Encoding");
            whole.Content.Headers.ContentEncoding.ShouldBeEmpty();
            var text = await whole.Content.ReadAsStringAsync(Cancel);
            foreach (var (accepts, coding) in new[] { ("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0.1, gzip", "gzip"), ("br;q=0, gzip;q=0", null) })
            {
                var answer = await Anyone.Send(HttpMethod.Get, path, null, Cancel, Html, ("Accept-Encoding", accepts));

                answer.Content.Headers.ContentEncoding.SingleOrDefault().ShouldBe(coding);
                answer.Headers.Vary.ShouldContain("Accept-Encoding");
                if (coding is not null) answer.Headers.ETag!.IsWeak.ShouldBeTrue();
                (await Unpacked(answer, coding)).ShouldBe(text);
            }
        }
    }

    [Fact]
    public async Task What_holds_a_secret_or_says_little_is_not_compressed()
    {
        var given = await Given.Cooperative(Host, Cancel);
        foreach (var (client, path) in new[] { (Anyone, "/sign-in"), (Anyone, "/health"), (given.Admin, $"/api/coops/{given.Coop}/plots") })
        {
            var answer = await client.Send(HttpMethod.Get, path, null, Cancel, Html, ("Accept-Encoding", "br, gzip"));
            answer.Content.Headers.ContentEncoding.ShouldBeEmpty(path);
        }
    }

    private BlobClient BlobOf(Given given) => new(Storage, "documents", $"page/{given.Gtin}/L1.jws");

    private static LotId Lot(Given given) => new(new ProductId(given.Gtin), "L1");

    private async Task<string> Page(string path)
    {
        var answer = await Anyone.Send(HttpMethod.Get, path, null, Cancel, Html);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));
    }

    private static byte[] Flipped(byte[] content, int at)
    {
        byte[] flipped = [.. content];
        flipped[at] = flipped[at] == (byte)'A' ? (byte)'B' : (byte)'A';
        return flipped;
    }

    private static async Task<string> Unpacked(HttpResponseMessage answer, string? coding)
    {
        var body = await answer.Content.ReadAsStreamAsync(Cancel);
        using var reader = new StreamReader(coding switch { "br" => new BrotliStream(body, CompressionMode.Decompress), "gzip" => new GZipStream(body, CompressionMode.Decompress), _ => body }, Encoding.UTF8);
        return await reader.ReadToEndAsync(Cancel);
    }

    private async Task<Given> WithLot()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.FarmerUt.PostLot(given, given.Harvest(harvestedAt: DateTimeOffset.UtcNow.AddDays(-2).ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture))).Json(201);
        await Eventually.Holds(async () => (await given.Admin.GetAsync("/epcis/events", Cancel).Json(200)).ToJsonString().Contains("L1", StringComparison.Ordinal), "the index has it", Cancel);
        await Eventually.Holds(async () => await BlobOf(given).ExistsAsync(Cancel), "its page is made", Cancel);
        return given;
    }
}
