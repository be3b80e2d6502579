namespace AgriTrace.Functions.Tests.Identity;

public sealed class PeoplePageTests(House house) : HttpTests(house)
{
    private static readonly byte[] Photo = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xDA, 3, 0xFF, 0xD9];

    [Theory]
    [InlineData("/me/people")]
    [InlineData("/me/people/ut")]
    [InlineData("/me/people/ut/form")]
    [InlineData("/me/people/ut/form/photo?helper=bay")]
    [InlineData("/me/people/ut/harvest")]
    public async Task Without_a_session_there_is_only_the_way_to_sign_in(string path)
    {
        var visitor = new APhone(Host, Cancel);

        (await visitor.Get(path)).ShouldBe(401);

        visitor.Html.ShouldContain("Máy này chưa đăng nhập");
    }

    [Fact]
    public async Task A_helper_sees_farmers_only_and_an_admin_everybody()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var (admin, helper, farmer) = (await APhone.Of(given, Given.Sau, Cancel), await APhone.Of(given, Given.Bay, Cancel), await APhone.Of(given, Given.Ut, Cancel));

        (await admin.Get("/me/people")).ShouldBe(200);
        (await helper.Get("/me/people")).ShouldBe(200);

        admin.Html.ShouldContain("Lê Thị Bảy");
        helper.Html.ShouldContain("Trần Thị Ba");
        helper.Html.ShouldNotContain("Phạm Văn Sáu");
        helper.Html.ShouldContain("Chưa cho ghi giúp");
        (await helper.Get($"/me/people/{Given.Sau}")).ShouldBe(403);
        (await helper.Post($"/me/people/{Given.Sau}/card")).ShouldBe(403);
        (await farmer.Get("/me/people")).ShouldBe(403);
    }

    [Fact]
    public async Task A_name_is_found_without_its_marks()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var admin = await APhone.Of(given, Given.Sau, Cancel);

        await admin.Get("/me/people?q=bay");

        admin.Html.ShouldContain("Lê Thị Bảy");
        admin.Html.ShouldNotContain("Trần Thị Ba<");
    }

    [Fact]
    public async Task A_person_of_another_cooperative_is_nobody_here()
    {
        var (given, other) = (await Given.Cooperative(Host, Cancel), await Given.Cooperative(Host, Cancel));
        await other.Admin.Send(HttpMethod.Put, $"/api/coops/{other.Coop}/members/chi-o-kia", new { name = "Người bên kia", role = "farmer" }, Cancel).Json(201);
        var admin = await APhone.Of(given, Given.Sau, Cancel);
        await admin.Get($"/me/people/{Given.Ut}");

        (await admin.Get("/me/people/chi-o-kia")).ShouldBe(404);
        (await admin.Post("/me/people/chi-o-kia/card")).ShouldBe(404);
    }

    [Fact]
    public async Task A_farmer_lets_a_helper_record_and_takes_it_back_on_their_phone()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var (ut, bay) = (await APhone.Of(given, Given.Ut, Cancel), await APhone.Of(given, Given.Bay, Cancel));
        (await bay.Get($"/me/people/{Given.Ut}/harvest")).ShouldBe(403);
        bay.Html.ShouldContain("Chưa được phép ghi giúp");
        await ut.Get("/me");

        for (var twice = 0; twice < 2; twice++) (await ut.Post("/me/helpers", ("helper", Given.Bay), ("action", "give"))).ShouldBe(303);
        (await bay.Get($"/me/people/{Given.Ut}/harvest")).ShouldBe(200);
        (await ut.Get($"/me/helpers?helper={Given.Bay}")).ShouldBe(200);
        ut.Html.ShouldContain("Không cho Lê Thị Bảy ghi giúp nữa?");
        (await bay.Get($"/me/people/{Given.Ut}/harvest")).ShouldBe(200, "a question changes nothing");
        (await ut.Post("/me/helpers", ("helper", ut.Field("helper")), ("action", ut.Field("action")))).ShouldBe(303);

        (await bay.Get($"/me/people/{Given.Ut}/harvest")).ShouldBe(403);
        (await ut.Post("/me/helpers", ("helper", Given.Bay), ("action", "lend-money"))).ShouldBe(400);
        (await ut.Post("/me/helpers", ("helper", Given.Ba), ("action", "give"))).ShouldBe(409);
    }

    [Fact]
    public async Task A_signed_form_is_taken_in_and_its_photo_is_for_those_who_must_prove_it()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var (bay, admin, ba) = (await APhone.Of(given, Given.Bay, Cancel), await APhone.Of(given, Given.Sau, Cancel), await APhone.Of(given, Given.Ba, Cancel));
        var photo = $"/me/people/{Given.Ut}/form/photo?helper={Given.Bay}";
        (await bay.Get($"/me/people/{Given.Ut}/form")).ShouldBe(200);
        bay.Html.ShouldContain("91/2025/QH15");
        await bay.Get($"/me/people/{Given.Ut}");

        (await bay.Upload($"/me/people/{Given.Ut}/form", "no picture"u8.ToArray(), ("helper", Given.Bay))).ShouldBe(400);
        bay.Html.ShouldContain("không phải là ảnh");
        (await bay.Upload($"/me/people/{Given.Ut}/form", Photo, ("helper", Given.Bay))).ShouldBe(303);

        (await bay.Get($"/me/people/{Given.Ut}/harvest")).ShouldBe(200);
        (await admin.Get(photo)).ShouldBe(200);
        (await ba.Get(photo)).ShouldBe(403);
        (await bay.Get($"/me/people/{Given.Ut}/withdraw?helper={Given.Bay}")).ShouldBe(200);
        (await bay.Post($"/me/people/{Given.Ut}/withdraw", ("helper", bay.Field("helper")))).ShouldBe(303);
        (await bay.Get($"/me/people/{Given.Ut}/harvest")).ShouldBe(403);
    }

    [Fact]
    public async Task An_admin_signs_a_lost_phone_out_with_all_who_use_it()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var (ut, admin) = (await APhone.Of(given, Given.Ut, Cancel), await APhone.Of(given, Given.Sau, Cancel));
        await ut.Enrol(given.Coop, await APhone.Card(given, Given.Ba, Cancel));
        await admin.Get($"/me/people/{Given.Ut}");
        admin.Html.ShouldContain("Đăng xuất là tất cả cùng ra: Nguyễn Văn Út, Trần Thị Ba");
        var device = System.Text.RegularExpressions.Regex.Match(admin.Html, "devices\\?device=([^\"]+)\"").Groups[1].Value;

        (await admin.Get($"/me/people/{Given.Ut}/devices?device={device}")).ShouldBe(200);
        (await admin.Post($"/me/people/{Given.Ut}/devices", ("device", admin.Field("device")))).ShouldBe(303);

        (await ut.Get("/me")).ShouldBe(401, "nor is it anybody else's who used it");
    }

    [Fact]
    public async Task A_helper_is_told_that_a_farmer_has_a_phone_and_a_card_of_the_office_sets_the_farmers_phone_free()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var (bay, ut) = (await APhone.Of(given, Given.Bay, Cancel), new APhone(Host, Cancel));
        await bay.Get($"/me/people/{Given.Ut}");
        (await bay.Upload($"/me/people/{Given.Ut}/form", Photo, ("helper", Given.Bay))).ShouldBe(303);
        (await bay.Post($"/me/people/{Given.Ut}/card")).ShouldBe(200);
        await ut.Enrol(given.Coop, await CodeBy(given.Helper));
        var photo = $"/me/people/{Given.Ut}/form/photo?helper={Given.Bay}";

        (await bay.Post($"/me/people/{Given.Ut}/card")).ShouldBe(409);
        bay.Html.ShouldContain("Người này đã có máy");
        (await ut.Get(photo)).ShouldBe(403);
        ut.Html.ShouldContain("Máy này do người giúp làm thẻ");

        (await ut.Enrol(given.Coop, await CodeBy(given.Admin))).ShouldBe(303);
        (await ut.Get(photo)).ShouldBe(200);

        async Task<string> CodeBy(HttpClient maker) =>
            (await maker.PostAsync($"/api/coops/{given.Coop}/members/{Given.Ut}/cards", null, Cancel).Json(201)).Text("code");
    }

    [Fact]
    public async Task Members_are_listed_for_programs_without_personal_data()
    {
        var given = await Given.Cooperative(Host, Cancel);

        var list = await given.FarmerUt.GetAsync($"/api/coops/{given.Coop}/members", Cancel).Json(200);

        list["items"]!.AsArray().Select(item => item!.Text("id")).ShouldBe([Given.Ba, Given.Bay, Given.Sau, Given.Ut]);
        list["items"]![0]!.Text("name").ShouldBe("Trần Thị Ba");
        list["items"]![0]!.AsObject().Select(field => field.Key).ShouldBe(["id", "name", "role"]);
        var other = await Given.Cooperative(Host, Cancel);
        await other.Admin.GetAsync($"/api/coops/{given.Coop}/members", Cancel).Problem(403, "other-cooperative");
        await Anyone.GetAsync($"/api/coops/{given.Coop}/members", Cancel).Problem(401, "token-missing");
    }
}
