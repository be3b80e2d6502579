using System.Text.RegularExpressions;
using AgriTrace.Web.Identity;

namespace AgriTrace.Web.Tests.Identity;

public sealed class IdentityPageTests
{
    public static TheoryData<string> Names => [.. IdentitySample.Pages.Select(page => page.Key)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_form_that_changes_something_carries_the_seal(string page)
    {
        var html = await Sample.Render(IdentitySample.Pages.Single(known => known.Key == page).Value);

        Regex.Count(html, "<form[^>]*method=\"post\"").ShouldBe(Regex.Count(html, "name=\"form-token\" value=\"abc123\""));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Personal_pages_are_kept_out_of_search_engines(string page) =>
        (await Sample.Render(IdentitySample.Pages.Single(known => known.Key == page).Value)).ShouldContain("<meta name=\"robots\" content=\"noindex\">");

    [Fact]
    public async Task Forms_and_links_keep_the_language()
    {
        var html = await Sample.Render(IdentitySample.Me, Language.English);

        html.ShouldContain("action=\"/me/member?lang=en\"");
        html.ShouldContain("href=\"/me/sign-out?lang=en\"");
        html.ShouldContain("href=\"/me/people/ut/harvest?lang=en\"");
    }

    [Fact]
    public async Task A_name_is_text_whatever_stands_in_it()
    {
        var html = await Sample.Render(IdentitySample.Me with { Name = "<script>alert(1)</script>" });

        html.ShouldNotContain("<script");
        html.ShouldContain("&lt;script&gt;");
    }

    [Fact]
    public async Task What_was_typed_stands_in_the_form_again_beside_what_is_wrong()
    {
        var html = await Sample.Render(IdentitySample.Harvest with { Faults = [new HarvestFault(HarvestField.Quantity, IdentityTexts.Harvest.TooMuch)] });

        html.ShouldContain("value=\"12,5\"");
        html.ShouldContain("value=\"2026-11-20T06:30\"");
        html.ShouldContain($"id=\"quantity-fault\">⚠ {IdentityTexts.Harvest.TooMuch.Vietnamese}");
        html.ShouldContain("aria-invalid=\"true\" aria-describedby=\"quantity-fault\"");
        html.Split(" autofocus").Length.ShouldBe(2, "the first wrong field takes the cursor");
        html.ShouldContain("<title>Lỗi: ");
    }

    [Fact]
    public async Task Nothing_is_chosen_beforehand_where_there_is_a_choice()
    {
        // Without an empty value of its own, the words would be sent as the choice.
        const string ask = "<option value(=\"\")?>Mời chọn</option>";
        var plots = IdentitySample.Harvest.Plots;

        (await Sample.Render(IdentitySample.Harvest)).ShouldNotMatch(ask);
        (await Sample.Render(IdentitySample.Harvest with { Plots = [.. plots, new Choice("ao-ut", new Text("Ao sau", "Ao sau"))] })).ShouldMatch(ask);
    }

    [Fact]
    public async Task A_phone_of_one_member_asks_for_no_choice() =>
        (await Sample.Render(IdentitySample.Me with { Users = [new PhoneUser("ut", "Nguyễn Văn Út", IsActive: true)] })).ShouldNotContain("Ai đang dùng máy?");

    [Fact]
    public async Task A_preview_of_the_link_on_a_card_names_nobody()
    {
        var head = (await Sample.Render(IdentitySample.SignIn)).Split("</head>")[0];

        head.ShouldNotContain("Nguyễn Thị Hai");
    }
}
