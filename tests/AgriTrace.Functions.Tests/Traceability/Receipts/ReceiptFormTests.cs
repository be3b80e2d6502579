using AgriTrace.Functions.Tests.Identity;

namespace AgriTrace.Functions.Tests.Traceability.Receipts;

public sealed class ReceiptFormTests(House house) : HttpTests(house)
{
    [Fact]
    public async Task The_office_chooses_a_grower_writes_the_slip_and_gets_it_to_print()
    {
        var (given, form) = await Start();
        var phone = await APhone.Of(given, Given.Sau, Cancel);

        (await phone.Get(form + "/new")).ShouldBe(200);
        phone.Html.ShouldContain($"{form}/new?member=ut");
        (await phone.Get(form + "/new?member=ut")).ShouldBe(200);
        (await phone.Post(form, Fields(given, phone.Field("record")))).ShouldBe(303);

        (await phone.Get(phone.Location!)).ShouldBe(200);
        phone.Html.ShouldContain("98,75 kg");
        phone.Html.ShouldContain("2.468.750 ₫");
        phone.Html.ShouldContain("Giá chốt sau");
        (await given.Board(Cancel)).Lots.Values.Select(lot => (lot.Left, lot.Member)).ShouldBe([(98_750, "ut"), (40_000, "ut")], ignoreOrder: true);
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_is_one_slip()
    {
        var (given, form) = await Start();
        var phone = await APhone.Of(given, Given.Sau, Cancel);
        await phone.Get(form + "/new?member=ut");
        var record = phone.Field("record");
        await phone.Post(form, Fields(given, record));
        var first = phone.Location;

        (await phone.Post(form, Fields(given, record))).ShouldBe(303);

        phone.Location.ShouldBe(first);
        (await phone.Post(form, Fields(given, record, ("gross1", "99")))).ShouldBe(409, "the same form with other content");
        phone.Html.ShouldContain("đã lưu một lần");
        (await given.Board(Cancel)).Lots.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("gross1", "nhiều", "gross1")]
    [InlineData("gross1", "1.250", "gross1")]
    [InlineData("tare1", "103", "tare1")]
    [InlineData("tare2", "hai", "tare2")]
    [InlineData("deduction1", "", "deduction1")]
    [InlineData("reason1", "", "reason1")]
    [InlineData("price1", "", "price1")]
    [InlineData("price1", "25.5", "price1")]
    [InlineData("grade2", "Loại 1", "grade2")]
    [InlineData("time", "hôm qua", "time")]
    [InlineData("plot", "", "plot")]
    [InlineData("product", "khong-co", "product")]
    public async Task What_is_wrong_is_said_beside_what_was_typed(string field, string value, string at)
    {
        var (given, form) = await Start();
        var phone = await APhone.Of(given, Given.Sau, Cancel);
        await phone.Get(form + "/new?member=ut");

        (await phone.Post(form, Fields(given, phone.Field("record"), (field, value)))).ShouldBe(field == "product" ? 404 : 400);

        phone.Html.ShouldContain($"id=\"{at}-fault\"");
        phone.Html.ShouldContain($"value=\"{(field == "gross1" ? value : "102,5")}\"");
        (await given.Board(Cancel)).Lots.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_form_without_any_weight_is_refused_and_a_farmer_writes_for_nobody_else()
    {
        var (given, form) = await Start();
        var phone = await APhone.Of(given, Given.Ba, Cancel);
        await phone.Get(form + "/new?member=ut");
        phone.Html.ShouldContain("Trần Thị Ba", customMessage: "a farmer's form is their own, whoever is asked for");
        phone.Html.ShouldNotContain("value=\"fixed\"", customMessage: "a farmer's own slip has no fixed price, and the form must not offer one");
        phone.Html.ShouldNotContain("name=\"price1\"");

        (await phone.Post(form, [("record", phone.Field("record")), ("member", "ba"), ("product", given.Gtin), ("plot", Given.BasPlot), ("time", "2026-01-20T06:30")])).ShouldBe(400);
        (await phone.Post(form, Fields(given, phone.Field("record")))).ShouldBe(403);
        (await phone.Post(form, Fields(given, "no key of ours"))).ShouldBe(403);
        (await given.Board(Cancel)).Lots.ShouldBeEmpty();
    }

    private async Task<(Given Given, string Form)> Start()
    {
        var given = await Given.Cooperative(Host, Cancel);
        return (given, $"/coops/{given.Coop}/receipts");
    }

    /// <summary>What Út brings, with one field as it is not meant.</summary>
    private static (string, string)[] Fields(Given given, string record, (string Name, string Value)? but = null)
    {
        (string Name, string Value)[] fields =
        [
            ("record", record), ("member", Given.Ut), ("product", given.Gtin), ("plot", Given.UtsPlot), ("time", "2026-01-20T06:30"), ("note", ""),
            ("grade1", "Loại 1"), ("gross1", "102,5"), ("tare1", "2,5"), ("deduction1", "1,25"), ("reason1", "Trái dập"), ("kind1", "fixed"), ("price1", "25.000"),
            ("grade2", "Loại 2"), ("gross2", "40"), ("tare2", ""), ("deduction2", ""), ("reason2", ""), ("kind2", "later"), ("price2", ""),
            ("grade3", ""), ("gross3", ""), ("tare3", ""), ("deduction3", ""), ("reason3", ""), ("kind3", "fixed"), ("price3", ""),
        ];
        return [.. fields.Select(field => field.Name == but?.Name ? but.Value : field)];
    }
}
