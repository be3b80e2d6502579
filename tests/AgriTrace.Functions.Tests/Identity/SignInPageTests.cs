using System.Net;

namespace AgriTrace.Functions.Tests.Identity;

public sealed class SignInPageTests(House house) : HttpTests(house)
{
    [Fact]
    public async Task A_card_signs_a_browser_in_and_its_page_says_who_it_is()
    {
        var given = await Given.Cooperative(Host, Cancel);

        var phone = await APhone.Of(given, Given.Ut, Cancel);

        phone.Location.ShouldBe("/me");
        (await phone.Get("/me")).ShouldBe(200);
        phone.Html.ShouldContain("Chào Nguyễn Văn Út");
        phone.Html.ShouldContain("Chrome trên Android");
    }

    [Fact]
    public async Task Whoever_only_looks_at_a_card_uses_nothing_up()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var code = await APhone.Card(given, Given.Ut, Cancel);
        for (var preview = 0; preview < 3; preview++) (await new APhone(Host, Cancel).Get($"/sign-in?coop={given.Coop}&code={code}")).ShouldBe(200);

        (await new APhone(Host, Cancel).Enrol(given.Coop, code)).ShouldBe(303);
    }

    [Fact]
    public async Task A_used_or_unknown_card_says_what_to_do_in_both_languages()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var code = await APhone.Card(given, Given.Ut, Cancel);
        await new APhone(Host, Cancel).Enrol(given.Coop, code);
        var late = new APhone(Host, Cancel);

        foreach (var bad in (string[])[code, "00000000000000000000000000", "x"])
        {
            (await late.Get($"/sign-in?coop={given.Coop}&code={bad}")).ShouldBe(401);
            late.Html.ShouldContain("Thẻ này không dùng được nữa");
            late.Html.ShouldContain("Ask for a new one");
        }
    }

    [Fact]
    public async Task A_card_of_one_cooperative_opens_no_other()
    {
        var (given, other) = (await Given.Cooperative(Host, Cancel), await Given.Cooperative(Host, Cancel));
        var code = await APhone.Card(given, Given.Ut, Cancel);

        (await new APhone(Host, Cancel).Get($"/sign-in?coop={other.Coop}&code={code}")).ShouldBe(401);
    }

    [Fact]
    public async Task A_browser_whose_answer_was_lost_gets_in_by_the_same_form_and_another_does_not()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var code = await APhone.Card(given, Given.Ut, Cancel);
        var phone = new APhone(Host, Cancel);
        await phone.Get($"/sign-in?coop={given.Coop}&code={code}");
        var lost = phone.Copy();
        (await lost.Post("/sign-in", ("coop", given.Coop), ("code", code))).ShouldBe(303);
        var thief = new APhone(Host, Cancel);
        await thief.Get("/sign-in");

        (await phone.Get($"/sign-in?coop={given.Coop}&code={code}")).ShouldBe(200, "the same browser may ask again");
        (await phone.Post("/sign-in", ("coop", given.Coop), ("code", code))).ShouldBe(303);

        (await phone.Get("/me")).ShouldBe(200);
        (await lost.Get("/me")).ShouldBe(401, "the session whose cookie was lost is over");
        (await thief.Post("/sign-in", ("coop", given.Coop), ("code", code))).ShouldBe(403);
        (await given.Admin.GetAsync($"/api/coops/{given.Coop}/members/{Given.Ut}/devices", Cancel).Json(200))["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Storage_that_loses_its_answer_leaves_the_browser_a_second_try()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var code = await APhone.Card(given, Given.Ut, Cancel);
        var phone = new APhone(Host, Cancel);
        await phone.Get($"/sign-in?coop={given.Coop}&code={code}");

        await Host.Faults.BreakOverHttp(
            Fault.FailedButStored, request => request.Uri.Path.Contains("$batch", StringComparison.Ordinal), async () =>
                (await phone.Post("/sign-in", ("coop", given.Coop), ("code", code))).ShouldBe(503));

        (await phone.Post("/sign-in", ("coop", given.Coop), ("code", code))).ShouldBe(303);
        (await phone.Get("/me")).ShouldBe(200);
    }

    [Fact]
    public async Task The_card_that_signed_a_browser_in_leads_it_to_its_page()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var code = await APhone.Card(given, Given.Ut, Cancel);
        var phone = new APhone(Host, Cancel);
        await phone.Enrol(given.Coop, code);

        (await phone.Get($"/sign-in?coop={given.Coop}&code={code}")).ShouldBe(303);

        phone.Location.ShouldBe("/me");
    }

    [Fact]
    public async Task A_second_member_joins_a_phone_and_the_picker_changes_who_uses_it()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var phone = await APhone.Of(given, Given.Ut, Cancel);
        await phone.Enrol(given.Coop, await APhone.Card(given, Given.Ba, Cancel));
        await phone.Get("/me");
        phone.Html.ShouldContain("Chào Trần Thị Ba");

        (await phone.Post("/me/member", ("member", Given.Ut))).ShouldBe(303);

        await phone.Get("/me");
        phone.Html.ShouldContain("Chào Nguyễn Văn Út");
        (await phone.Post("/me/member", ("member", Given.Sau))).ShouldBe(404);
    }

    [Fact]
    public async Task The_last_member_who_signs_out_takes_the_cookie_along()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var phone = await APhone.Of(given, Given.Ut, Cancel);
        await phone.Enrol(given.Coop, await APhone.Card(given, Given.Ba, Cancel));
        await phone.Get("/me");

        (await phone.Post("/me/sign-out", ("member", Given.Ba))).ShouldBe(303);
        phone.Location.ShouldBe("/me");
        await phone.Get("/me");
        phone.Html.ShouldContain("Chào Nguyễn Văn Út");
        (await phone.Post("/me/sign-out", ("member", Given.Ut))).ShouldBe(303);

        phone.Location.ShouldBe("/sign-in");
        phone.Cookies.Keys.ShouldNotContain("__Host-agritrace");
        (await phone.Get("/me")).ShouldBe(401);
    }

    [Fact]
    public async Task A_slow_double_tap_signs_one_member_out_and_not_the_next()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var phone = await APhone.Of(given, Given.Ut, Cancel);
        await phone.Enrol(given.Coop, await APhone.Card(given, Given.Ba, Cancel));
        (await phone.Get("/me/sign-out")).ShouldBe(200);
        phone.Html.ShouldContain("Đăng xuất Trần Thị Ba khỏi máy này?");
        var asked = phone.Field("member");

        for (var twice = 0; twice < 2; twice++) (await phone.Post("/me/sign-out", ("member", asked))).ShouldBe(303);

        (await phone.Get("/me")).ShouldBe(200);
        phone.Html.ShouldContain("Chào Nguyễn Văn Út");
    }

    [Fact]
    public async Task A_device_is_asked_after_before_it_is_signed_out_and_only_one_of_ones_own()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var (mine, other) = (await APhone.Of(given, Given.Ut, Cancel), await APhone.Of(given, Given.Ba, Cancel));
        await mine.Get("/me");
        var device = System.Text.RegularExpressions.Regex.Match(mine.Html, "/me/devices\\?device=([^\"]+)\"").Groups[1].Value;

        (await mine.Get($"/me/devices?device={device}")).ShouldBe(200);
        mine.Html.ShouldContain("Đăng xuất khỏi Chrome trên Android?");
        (await other.Get($"/me/devices?device={device}")).ShouldBe(404);
        (await mine.Post("/me/devices", ("device", mine.Field("device")))).ShouldBe(303);

        (await mine.Get("/me")).ShouldBe(401);
    }

    [Fact]
    public async Task A_browser_that_moves_to_another_cooperative_leaves_no_session_behind()
    {
        var (given, other) = (await Given.Cooperative(Host, Cancel), await Given.Cooperative(Host, Cancel));
        var phone = await APhone.Of(given, Given.Ut, Cancel);

        (await phone.Enrol(other.Coop, await APhone.Card(other, Given.Ba, Cancel))).ShouldBe(303);

        (await given.Admin.GetAsync($"/api/coops/{given.Coop}/members/{Given.Ut}/devices", Cancel).Json(200))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stale_cookie_is_a_visitor_who_can_sign_in_again()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var phone = await APhone.Of(given, Given.Ut, Cancel);
        await phone.Get("/me");
        var stale = phone.Copy();
        await phone.Post("/me/sign-out", ("member", Given.Ut));

        (await stale.Get("/me")).ShouldBe(401);
        stale.Html.ShouldContain("Máy này chưa đăng nhập");
        (await stale.Enrol(given.Coop, await APhone.Card(given, Given.Ut, Cancel))).ShouldBe(303);
        (await stale.Get("/me")).ShouldBe(200);
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/me/member")]
    [InlineData("/me/helpers")]
    [InlineData("/me/devices")]
    [InlineData("/me/sign-out")]
    public async Task A_form_without_the_token_of_its_page_changes_nothing(string path)
    {
        var given = await Given.Cooperative(Host, Cancel);
        var phone = await APhone.Of(given, Given.Ut, Cancel);

        foreach (var token in (string[])["", "forged"])
        {
            (await phone.Post(path, token, ("helper", Given.Bay), ("action", "give"))).ShouldBe(403);
            phone.Html.ShouldContain("Trang mở đã lâu");
        }
    }

    [Fact]
    public async Task Personal_pages_tell_nobody_where_a_link_came_from_and_are_kept_nowhere()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var code = await APhone.Card(given, Given.Ut, Cancel);

        foreach (var path in (string[])["/me", $"/sign-in?coop={given.Coop}&code={code}"])
        {
            var page = await Anyone.Send(HttpMethod.Get, path, null, Cancel, ("Accept", "text/html"));
            page.Headers.CacheControl!.NoStore.ShouldBeTrue();
            page.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
            (await page.Content.ReadAsStringAsync(Cancel)).ShouldContain("noindex");
        }

        (await Anyone.GetAsync("/me", Cancel)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_program_without_a_token_gets_problem_details_and_no_page() =>
        await Anyone.GetAsync("/me", Cancel).Problem(401, "token-missing");
}
