using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using AgriTrace.Web.Catalogue;
using AgriTrace.Web.Http;

namespace AgriTrace.Web.Tests;

/// <summary>What holds for every page, whatever it shows.</summary>
public sealed class DocumentTests
{
    public static TheoryData<string, Language> EveryPage()
    {
        var data = new TheoryData<string, Language>();
        foreach (var page in Sample.Pages.Keys)
        {
            data.Add(page, Language.Vietnamese);
            data.Add(page, Language.English);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(EveryPage))]
    public async Task Every_page_is_a_whole_document_in_its_language(string page, Language language)
    {
        var html = await Sample.Render(Sample.Pages[page], language);

        html.ShouldStartWith("<!doctype html>");
        html.TrimEnd().ShouldEndWith("</html>");
        html.ShouldContain($"<html lang=\"{language.Code()}\">");
        Regex.Count(html, "<h1[ >]").ShouldBe(1);
        Regex.Count(html, "<main[ >]").ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(EveryPage))]
    public async Task Every_page_has_a_way_to_ones_own_page_and_so_to_sign_in(string page, Language language) =>
        (await Sample.Render(Sample.Pages[page], language)).ShouldContain($"href=\"{language.Link("/me")}\">{Texts.Site.MyPage[language]}</a>");

    [Theory]
    [MemberData(nameof(EveryPage))]
    public async Task A_page_obeys_a_content_security_policy_without_inline_code_or_foreign_files(string page, Language language)
    {
        var html = await Sample.Render(Sample.Pages[page], language);

        // A block of data is no script, and no browser runs it.
        html.Replace("<script type=\"application/ld+json\">", "", StringComparison.Ordinal).ShouldNotContain("<script", Case.Insensitive);
        html.ShouldNotContain("<style", Case.Insensitive);
        Regex.IsMatch(html, @"<[^>]*\s(style|on\w+)=").ShouldBeFalse();
        Regex.IsMatch(html, @"<(img|link (?!rel=""canonical""))[^>]*\s(src|href)=""(https?:)?//").ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(EveryPage))]
    public async Task Vietnamese_is_written_as_letters_and_not_as_entities(string page, Language language)
    {
        var html = await Sample.Render(Sample.Pages[page], language);

        var entities = Regex.Matches(html, "&#x([0-9A-F]+);").Select(match => Convert.ToInt32(match.Groups[1].Value, 16));
        entities.ShouldAllBe(code => code < 0x80);
        html.IsNormalized(NormalizationForm.FormC).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(EveryPage))]
    public async Task A_page_with_its_style_sheet_comes_in_14_kilobytes_and_unpacks_to_less_than_75(string page, Language language)
    {
        var html = Encoding.UTF8.GetBytes(await Sample.Render(Sample.Pages[page], language));

        (Packed(html) + Packed(SiteAssets.StyleSheet.Content.Span)).ShouldBeLessThan(14_000);
        (html.Length + SiteAssets.StyleSheet.Content.Length).ShouldBeLessThan(75 * 1024);
    }

    /// <summary>By gzip, which every browser has; brotli is smaller.</summary>
    private static int Packed(ReadOnlySpan<byte> content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(content);
        return (int)packed.Length;
    }

    [Fact]
    public async Task The_switch_leads_to_the_same_page_in_the_other_language()
    {
        var view = new ShopView("/?cursor=abc", []);

        (await Sample.Render(view)).ShouldContain("href=\"/?cursor=abc&amp;lang=en\" hreflang=\"en\"");
        (await Sample.Render(view, Language.English)).ShouldContain("href=\"/?cursor=abc&amp;lang=vi\" hreflang=\"vi\"");
    }

    [Fact]
    public async Task A_path_that_a_stranger_chose_cannot_lead_off_the_site()
    {
        var html = await Sample.Render(new ProblemView("//elsewhere.example/x", 404));

        html.ShouldNotContain("\"//elsewhere.example");
        html.ShouldContain("href=\"/elsewhere.example/x?lang=en\"");
    }

    [Fact]
    public async Task Pages_that_many_ask_for_at_once_do_not_mix()
    {
        var views = Enumerable.Range(0, 200).Select(number => Sample.Trace with { Lot = $"LOT{number:000}" }).ToArray();

        var pages = await Task.WhenAll(views.Select(view => Task.Run(() => Sample.Render(view))));

        for (var number = 0; number < pages.Length; number++)
            Regex.Matches(pages[number], "LOT[0-9]{3}").Select(match => match.Value).Distinct().ShouldBe([$"LOT{number:000}"]);
    }

    [Fact]
    public async Task Pages_link_to_the_style_sheet_by_its_content()
    {
        SiteAssets.StyleSheet.Path.ShouldMatch("^/assets/site\\.[0-9a-f]{16}\\.css$");
        SiteAssets.StyleSheet.ETag.ShouldMatch("^\"[0-9a-f]{16}\"$");
        SiteAssets.Find(SiteAssets.StyleSheet.Path).ShouldBeSameAs(SiteAssets.StyleSheet);
        SiteAssets.Find("/assets/site.0123456789abcdef.css").ShouldBeNull();

        (await Sample.Render(Sample.Shop)).ShouldContain($"<link rel=\"stylesheet\" href=\"{SiteAssets.StyleSheet.Path}\"");
    }
}
