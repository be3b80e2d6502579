namespace AgriTrace.Functions.Tests.Identity;

public sealed class HarvestPageTests(House house) : HttpTests(house)
{
    private const string Form = $"/me/people/{Given.Ut}/harvest";

    [Fact]
    public async Task A_farmer_records_a_harvest_and_sees_its_lot()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var phone = await APhone.Of(given, Given.Ut, Cancel);
        await phone.Get(Form);

        (await phone.Post(Form, Fields(given, phone))).ShouldBe(303);

        (await phone.Get(phone.Location!)).ShouldBe(200);
        phone.Html.ShouldContain("12,5 kg");
        phone.Html.ShouldContain($"/01/{given.Gtin}/10/");
        phone.Html.ShouldNotContain("Ghi cho người khác");
        (await given.Board(Cancel)).Lots.Values.Single().Member.ShouldBe(Given.Ut);
    }

    [Fact]
    public async Task Whoever_lost_the_answer_and_comes_back_sees_what_was_just_recorded()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var phone = await APhone.Of(given, Given.Ut, Cancel);
        await phone.Get(Form);
        phone.Html.ShouldNotContain("Vừa ghi:");
        await phone.Post(Form, Fields(given, phone));

        (await phone.Get(Form)).ShouldBe(200);

        phone.Html.ShouldContain("Vừa ghi:");
        phone.Html.ShouldContain("<b>12,5 kg</b>");
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_records_once_and_answers_the_same()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var phone = await APhone.Of(given, Given.Ut, Cancel);
        await phone.Get(Form);
        var fields = Fields(given, phone);
        await phone.Post(Form, fields);
        var first = phone.Location;

        (await phone.Post(Form, fields)).ShouldBe(303);

        phone.Location.ShouldBe(first);
        (await given.Board(Cancel)).Lots.Count.ShouldBe(1);
        (await phone.Post(Form, Fields(given, fields[0].Value, quantity: "99"))).ShouldBe(409, "the same form with other content");
        phone.Html.ShouldContain("đã ghi một lần");
    }

    [Fact]
    public async Task An_answer_that_was_lost_is_found_by_the_same_form()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var phone = await APhone.Of(given, Given.Ut, Cancel);
        await phone.Get(Form);
        var fields = Fields(given, phone);

        await Host.Faults.BreakOverHttp(Fault.FailedButStored, request => request.Uri.Path.Contains("$batch", StringComparison.Ordinal), async () => await phone.Post(Form, fields));

        (await phone.Post(Form, fields)).ShouldBe(303);
        (await given.Board(Cancel)).Lots.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("quantity", "nhiều")]
    [InlineData("quantity", "1.250")]
    [InlineData("quantity", "-3")]
    [InlineData("unit", "LTR")]
    [InlineData("time", "hôm qua")]
    [InlineData("time", "1999-01-01T06:00")]
    [InlineData("time", "0001-01-01T00:00")]
    [InlineData("product", "")]
    [InlineData("product", "khong-co")]
    [InlineData("plot", "")]
    [InlineData("plot", "khong-co")]
    public async Task What_is_wrong_is_said_beside_what_was_typed(string field, string value)
    {
        var given = await Given.Cooperative(Host, Cancel);
        var phone = await APhone.Of(given, Given.Ut, Cancel);
        await phone.Get(Form);
        var fields = Fields(given, phone).Select(known => known.Name == field ? (field, value) : known).ToArray();

        (await phone.Post(Form, fields)).ShouldBe(400);

        phone.Html.ShouldContain("field-fault");
        if (field is "quantity" or "time") phone.Html.ShouldContain($"value=\"{value}\"");
        phone.Field("record").ShouldBe(fields[0].Item2);
        (await given.Board(Cancel)).Lots.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("99999999999", 0, "nhiều nhất 1.000.000")]
    [InlineData("1000001", 0, "nhiều nhất 1.000.000")]
    [InlineData("602", 0.5, "chưa tới")]
    [InlineData("602", -24 * 367, "quá 366 ngày")]
    public async Task A_mistyped_harvest_is_refused_by_the_form_with_the_bound_in_words(string quantity, double hours, string words)
    {
        var given = await Given.Cooperative(Host, Cancel);
        var phone = await APhone.Of(given, Given.Ut, Cancel);
        await phone.Get(Form);
        var time = InForm(DateTimeOffset.UtcNow.AddHours(hours));
        var fields = Fields(given, phone.Field("record"), quantity).Select(known => known.Name == "time" ? ("time", time) : known).ToArray();

        (await phone.Post(Form, fields)).ShouldBe(400);

        phone.Html.ShouldContain(words);
        (await given.Board(Cancel)).Lots.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_records_for_another_without_consent()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var (ba, bay) = (await APhone.Of(given, Given.Ba, Cancel), await APhone.Of(given, Given.Bay, Cancel));
        await ba.Get("/me");
        await bay.Get($"/me/people/{Given.Ut}");

        (await ba.Post(Form, Fields(given, Guid.NewGuid().ToString()))).ShouldBe(403);
        (await bay.Post(Form, Fields(given, Guid.NewGuid().ToString()))).ShouldBe(403);

        (await given.Board(Cancel)).Lots.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_helper_writes_in_the_place_of_the_farmer_and_the_page_says_so()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var bay = await APhone.Of(given, Given.Bay, Cancel);
        await given.FarmerUt.PutAsync($"/api/coops/{given.Coop}/members/{Given.Ut}/helpers/{Given.Bay}", null, Cancel).Json(200);

        (await bay.Get(Form)).ShouldBe(200);
        bay.Html.ShouldContain("Ghi giúp: Nguyễn Văn Út");
        bay.Html.ShouldNotContain("Vườn sau nhà");
        (await bay.Post(Form, Fields(given, bay))).ShouldBe(303);

        (await bay.Get(bay.Location!)).ShouldBe(200);
        bay.Html.ShouldContain("Ghi cho người khác");
    }

    [Fact]
    public async Task A_record_key_that_no_form_of_ours_made_is_refused()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var phone = await APhone.Of(given, Given.Ut, Cancel);
        await phone.Get(Form);

        (await phone.Post(Form, Fields(given, "my-own-key"))).ShouldBe(403);
    }

    [Fact]
    public async Task The_packing_house_chooses_whose_harvest_it_records_and_a_farmer_has_no_choice()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.Admin.Send(HttpMethod.Put, $"/api/coops/{given.Coop}/members/chin", new { name = "Lý Thị Chín", role = "packer" }, Cancel).Json(201);
        var (packer, ut) = (await APhone.Of(given, "chin", Cancel), await APhone.Of(given, Given.Ut, Cancel));

        (await packer.Get("/me/harvest")).ShouldBe(200);
        packer.Html.ShouldContain($"href=\"{Form}\"");
        packer.Html.ShouldNotContain("Lê Thị Bảy");
        await packer.Get(Form);
        (await packer.Post(Form, Fields(given, packer))).ShouldBe(303);

        (await ut.Get("/me/harvest")).ShouldBe(303);
        ut.Location.ShouldBe(Form);
    }

    private static (string Name, string Value)[] Fields(Given given, APhone phone) => Fields(given, phone.Field("record"));

    private static (string Name, string Value)[] Fields(Given given, string record, string quantity = "12,5") =>
        [("record", record), ("product", given.Gtin), ("plot", Given.UtsPlot), ("quantity", quantity), ("unit", "KGM"), ("time", InForm(DateTimeOffset.UtcNow.AddHours(-1)))];

    private static string InForm(DateTimeOffset time) => time.ToOffset(TimeSpan.FromHours(7)).ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
