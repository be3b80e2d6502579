using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AgriTrace.Web.Tests.Traceability;

/// <summary>What a scan page tells programs: search engines, chats that preview a link.</summary>
public sealed class TraceHeadTests
{
    [Fact]
    public async Task A_program_reads_the_product_and_only_what_the_record_says()
    {
        var json = ProductIn(await Sample.Render(Sample.Trace));

        json.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }).ShouldBe(
            """{"@context":"https://schema.org","@type":"Product","name":"Bưởi Năm Roi","productID":"BNR2611A","manufacturer":{"@type":"Organization","name":"Hợp tác xã Bưởi Năm Roi Mỹ Hòa","address":"Khóm Mỹ Hòa, phường Bình Minh, tỉnh Vĩnh Long"},"gtin":"08938501234567","brand":"Bưởi Năm Roi Bình Minh","serialNumber":"0001","productionDate":"2026-11-20","@id":"https://agritrace.example/01/08938501234567/10/BNR2611A","hasCertification":[{"@type":"Certification","name":"VietGAP","certificationIdentification":"VietGAP-TT-25-084"}]}""");
        var bare = ProductIn(await Sample.Render(Sample.Pages["bare trace"]));
        bare.AsObject().Select(member => member.Key).ShouldBe(["@context", "@type", "name", "productID", "manufacturer"]);
    }

    [Fact]
    public async Task Hostile_text_stays_text_in_the_data_too()
    {
        const string hostile = "</script><script>alert(1)</script><!--";
        var html = await Sample.Render(Sample.Trace with { Product = new ProductName(hostile), Brand = hostile });

        Regex.Count(html, "<script").ShouldBe(1);
        Regex.Count(html, "</script").ShouldBe(1);
        html.ShouldNotContain("<!--");
        ProductIn(html)["name"]!.GetValue<string>().ShouldBe(hostile);
    }

    [Fact]
    public async Task A_chat_finds_a_title_a_description_a_picture_of_ours_and_the_language()
    {
        var vi = await Sample.Render(Sample.Trace);
        var en = await Sample.Render(Sample.Trace, Language.English);

        vi.ShouldContain("<meta property=\"og:title\" content=\"Bưởi Năm Roi, lô BNR2611A\"");
        vi.ShouldContain("<meta property=\"og:locale\" content=\"vi_VN\"");
        en.ShouldContain("<meta property=\"og:locale\" content=\"en_GB\"");
        Regex.Match(vi, "og:image\" content=\"https://agritrace\\.example([^\"]+)\"").Groups[1].Value.ShouldBe(SiteAssets.Card.Path);
        SiteAssets.Find(SiteAssets.Card.Path)!.ContentType.ShouldBe("image/png");
    }

    [Fact]
    public async Task The_page_of_an_item_is_for_no_search_engine_and_names_the_page_of_its_lot()
    {
        var item = await Sample.Render(Sample.Trace, Language.English);
        var lot = await Sample.Render(Sample.Trace with { Item = null });

        item.ShouldContain("<meta name=\"robots\" content=\"noindex\">");
        item.ShouldContain($"<link rel=\"canonical\" href=\"https://agritrace.example/trace{Sample.Lot.Path}?lang=en\"");
        lot.ShouldNotContain("noindex");
        lot.ShouldContain($"<link rel=\"canonical\" href=\"https://agritrace.example/trace{Sample.Lot.Path}\"");
    }

    private static JsonNode ProductIn(string html) =>
        JsonNode.Parse(Regex.Match(html, "<script type=\"application/ld\\+json\">(.*?)</script>").Groups[1].Value)!;
}
