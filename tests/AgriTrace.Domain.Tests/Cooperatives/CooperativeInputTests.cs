using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;

namespace AgriTrace.Domain.Tests.Cooperatives;

public sealed class CooperativeInputTests
{
    private static readonly CooperativeInput Good = new("HTX Bưởi Năm Roi", "Ấp Phú Hưng, xã Bình Minh", "Vĩnh Long", "0270 3890 123");

    private static readonly MemberInput GoodMember = new("Nguyễn Văn An", Role.Farmer);

    private static readonly PlaceInput GoodPlace = new("Nhà đóng gói", PlaceKind.PackingHouse, "12 Lê Lợi");

    [Fact]
    public void What_is_optional_may_be_left_out()
    {
        var coop = Good.Read("htx").Value;

        (coop.Name, coop.Phone, coop.Bank, coop.TaxCode).ShouldBe((Good.Name, "+842703890123", null, null));
    }

    [Fact]
    public void A_stored_thing_without_its_optional_fields_can_be_read_back()
    {
        var coop = Good.Read("htx").Value;

        AgriTraceJson.Read<Cooperative>(AgriTraceJson.Write(coop)).ShouldBe(coop);
    }

    public static TheoryData<CooperativeInput, string> BadCooperatives => new()
    {
        { Good with { Name = " " }, "$.name" },
        { Good with { Name = new string('a', 201) }, "$.name" },
        { Good with { Name = "a\u0007b" }, "$.name" },
        { Good with { Address = new string('a', 501) }, "$.address" },
        { Good with { Province = "" }, "$.province" },
        { Good with { Phone = "12345" }, "$.phone" },
        { Good with { CommuneCode = "1234" }, "$.communeCode" },
        { Good with { CommuneCode = "１２３４５" }, "$.communeCode" },
        { Good with { Gs1CompanyPrefix = "893" }, "$.gs1CompanyPrefix" },
        { Good with { Gs1CompanyPrefix = "8930000000000" }, "$.gs1CompanyPrefix" },
        { Good with { TaxCode = "18001234567" }, "$.taxCode" },
        { Good with { TaxCode = "1800123456_001" }, "$.taxCode" },
        { Good with { Bank = new("97043", "0123456789", "HTX") }, "$.bank.bin" },
        { Good with { Bank = new("970436", "12345", "HTX") }, "$.bank.account" },
        { Good with { Bank = new("970436", "0123456789", new string('a', 101)) }, "$.bank.holder" },
    };

    [Theory]
    [MemberData(nameof(BadCooperatives))]
    public void A_bad_field_of_a_cooperative_is_named(CooperativeInput input, string path) => PathsOf(input.Read("htx")).ShouldBe([path]);

    public static TheoryData<MemberInput, string> BadMembers => new()
    {
        { GoodMember with { Name = "" }, "$.name" },
        { GoodMember with { Role = Role.Operator }, "$.role" },
        { GoodMember with { Phone = "0912 345 67" }, "$.phone" },
        { GoodMember with { CitizenId = "09409400123" }, "$.citizenId" },
        { GoodMember with { Bank = new("x", "0123456789", "An") }, "$.bank.bin" },
    };

    [Theory]
    [MemberData(nameof(BadMembers))]
    public void A_bad_field_of_a_member_is_named(MemberInput input, string path) => PathsOf(input.Read("m1")).ShouldBe([path]);

    public static TheoryData<PlaceInput, string> BadPlaces => new()
    {
        { GoodPlace with { Name = "" }, "$.name" },
        { GoodPlace with { Address = "" }, "$.address" },
        { GoodPlace with { CommuneCode = "abcde" }, "$.communeCode" },
        { GoodPlace with { Gln = "9520000000001" }, "$.gln" },
        { GoodPlace with { Gln = "952000000000" }, "$.gln" },
        { GoodPlace with { Code = new string('a', 61) }, "$.code" },
    };

    [Theory]
    [MemberData(nameof(BadPlaces))]
    public void A_bad_field_of_a_place_is_named(PlaceInput input, string path) => PathsOf(input.Read("p1")).ShouldBe([path]);

    [Fact]
    public void All_bad_fields_are_named_at_once() =>
        PathsOf(new CooperativeInput("", "", "", "", "1", "1", "1", new("1", "1", "")).Read("htx")).ShouldBe(
            ["$.name", "$.address", "$.communeCode", "$.province", "$.phone", "$.gs1CompanyPrefix", "$.taxCode", "$.bank.bin", "$.bank.account", "$.bank.holder"]);

    [Fact]
    public void Vietnamese_written_with_combining_marks_is_stored_composed() =>
        (Good with { Name = "Bưởi Năm Roi".Normalize(System.Text.NormalizationForm.FormD) }).Read("htx").Value.Name.ShouldBe("Bưởi Năm Roi");

    [Theory]
    [InlineData("0912345678", "+84912345678")]
    [InlineData("0912 345 678", "+84912345678")]
    [InlineData("0912.345.678", "+84912345678")]
    [InlineData("(0292) 383-1234", "+842923831234")]
    [InlineData("+84 912 345 678", "+84912345678")]
    [InlineData("84912345678", "+84912345678")]
    [InlineData("0084912345678", "+84912345678")]
    public void A_phone_number_has_one_form_however_it_was_written(string written, string kept) =>
        (Good with { Phone = written }).Read("htx").Value.Phone.ShouldBe(kept);

    [Theory]
    [InlineData("0612345678")]
    [InlineData("091234567")]
    [InlineData("09123456789")]
    [InlineData("+1 202 555 0100")]
    [InlineData("0912345678 ext 2")]
    [InlineData("++84912345678")]
    [InlineData("٠٩١٢٣٤٥٦٧٨")]
    [InlineData("")]
    public void What_is_no_phone_number_of_Viet_Nam_is_refused(string written) =>
        PathsOf((Good with { Phone = written }).Read("htx")).ShouldBe(["$.phone"]);

    [Theory]
    [InlineData("1800123456", "1800123456")]
    [InlineData("1800123456-001", "1800123456-001")]
    [InlineData("1800123456001", "1800123456-001")]
    public void A_tax_code_is_kept_as_it_is_printed(string written, string kept) =>
        (Good with { TaxCode = written }).Read("htx").Value.TaxCode.ShouldBe(kept);

    [Theory]
    [InlineData("Ấp Phú Hưng, xã Bình Minh", "xã Bình Minh, Vĩnh Long")]
    [InlineData("12 Lê Lợi, Phường Long Châu, ", "Phường Long Châu, Vĩnh Long")]
    [InlineData("Quốc lộ 1A", "Quốc lộ 1A, Vĩnh Long")]
    [InlineData("Vĩnh Long", "Vĩnh Long")]
    public void Buyers_read_the_commune_where_the_address_names_one_else_its_last_part(string address, string locality) =>
        PlaceText.Of(address, Good.Province).ShouldBe(locality);

    private static IEnumerable<string> PathsOf<T>(Result<T> result) => result.Error!.Faults.Select(fault => fault.Path);
}
