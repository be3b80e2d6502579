using System.Net.Http.Headers;
using System.Text;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Tests.Identity;

namespace AgriTrace.Functions.Tests.Cooperatives;

/// <summary>Documents that a cooperative uploads, such as laboratory results.</summary>
public sealed class DocumentTests(House house) : HttpTests(house)
{
    private static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.4\n%%EOF");

    /// <summary>A segment about the picture beside a scan that is none: it must go.</summary>
    private static readonly byte[] Jpeg =
        [0xFF, 0xD8, 0xFF, 0xE1, 0x00, 0x0C, .. "XMP SECRET"u8, 0xFF, 0xDA, 0x00, 0x02, 1, 2, 3, 0xFF, 0xD9];

    [Fact]
    public async Task A_document_gets_an_id_that_follows_from_its_content_and_is_read_by_its_cooperative_only()
    {
        var (given, other) = (await Given.Cooperative(Host, Cancel), await Given.Cooperative(Host, Cancel));

        var first = await Upload(given.FarmerUt, given.Coop, Pdf).Json(201);
        var second = await Upload(given.Admin, given.Coop, Pdf).Json(201);

        second.ToJsonString().ShouldBe(first.ToJsonString());
        first.Text("path").ShouldBe($"/documents/{given.Coop}/{first.Text("id")}");
        var api = $"/api/coops/{given.Coop}/documents/{first.Text("id")}";
        (await given.FarmerBa.GetByteArrayAsync(api, Cancel)).ShouldBe(Pdf);
        await other.Admin.GetAsync(api, Cancel).Problem(403, "other-cooperative");
        await other.Admin.GetAsync($"/api/coops/{other.Coop}/documents/{first.Text("id")}", Cancel).Problem(404, "no-such-document");
        await Anyone.GetAsync(first.Text("path"), Cancel).Problem(401, "token-missing");
        (await (await APhone.Of(given, Given.Ut, Cancel)).Get(first.Text("path"))).ShouldBe(200);
        (await (await APhone.Of(other, Given.Ut, Cancel)).Get(first.Text("path"))).ShouldBe(403);
    }

    [Fact]
    public async Task A_photo_loses_what_the_camera_wrote_and_is_shown_where_nothing_in_it_can_run()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var id = (await Upload(given.Admin, given.Coop, Jpeg).Json(201)).Text("id");

        using var answer = await given.Admin.GetAsync($"/api/coops/{given.Coop}/documents/{id}", Cancel);

        Encoding.Latin1.GetString(await answer.Content.ReadAsByteArrayAsync(Cancel)).ShouldNotContain("SECRET");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("image/jpeg");
        answer.Content.Headers.ContentDisposition!.ToString().ShouldBe($"inline; filename=\"{id}.jpg\"");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'; sandbox");
        answer.Headers.GetValues("Cross-Origin-Resource-Policy").ShouldBe(["same-origin"]);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_no_document_or_too_large_is_refused()
    {
        var given = await Given.Cooperative(Host, Cancel);

        foreach (var bytes in (byte[][])[[], "<html><script>alert(1)</script>"u8.ToArray(), "GIF89a"u8.ToArray(), " %PDF-1.4"u8.ToArray(), [0xFF, 0xD8, 0xFF, 0xE1, 0xFF, 0xFF]])
            await Upload(given.Admin, given.Coop, bytes).Problem(400, "not-a-document");
        await Upload(given.Admin, given.Coop, [.. Pdf, .. new byte[6 * 1_048_576]]).Problem(413, "body-too-large");
        await Upload(Host.As(Role.Accountant, given.Coop), given.Coop, Pdf).Problem(403, "role-may-not");
        await Upload(Host.As(Role.Admin, "chua-co"), "chua-co", Pdf).Problem(404, "no-such-cooperative");
    }

    private static Task<HttpResponseMessage> Upload(HttpClient client, string coop, byte[] bytes) => client.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, $"/api/coops/{coop}/documents")
        {
            Content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } },
        },
        Cancel);
}
