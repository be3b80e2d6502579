using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Traceability.Gs1;

namespace AgriTrace.Domain.Tests.Catalogue;

public sealed class ProductInputTests
{
    private static readonly ProductInput Good = new(new("Bưởi Năm Roi", "Nam Roi pomelo"), "KGM", 30, [new("H87", 1.2m)], new(8, 12));

    private static readonly Cooperative Coop = new("htx", "HTX", "Ấp 1", null, "Vĩnh Long", "+84912345678", "9521234", null, null);

    [Fact]
    public void A_product_keeps_what_was_said()
    {
        var product = Good.Read(Id("buoi")).Value;

        (product.Name, product.PerUnit("H87"), product.Temperature).ShouldBe((Good.Name, 1.2m, Good.Temperature));
    }

    [Fact]
    public void A_temperature_may_have_one_end() =>
        AgriTraceJson.Read<Product>(AgriTraceJson.Write((Good with { Temperature = new(null, -18) }).Read(Id("ca-tra")).Value))
            .Temperature.ShouldBe(new(null, -18));

    public static TheoryData<ProductInput, string[]> BadProducts => new()
    {
        { Good with { Name = new("", "a") }, ["$.name.vi"] },
        { Good with { Name = new("a", new string('a', 201)) }, ["$.name.en"] },
        { Good with { Unit = "kg", Conversions = null }, ["$.unit"] },
        { Good with { ShelfLifeDays = 0 }, ["$.shelfLifeDays"] },
        { Good with { ShelfLifeDays = 3651 }, ["$.shelfLifeDays"] },
        { Good with { Conversions = [new("crate", 1)] }, ["$.conversions[0].unit"] },
        { Good with { Conversions = [new("KGM", 1)] }, ["$.conversions[0].unit"] },
        { Good with { Conversions = [new("H87", 1), new("H87", 2)] }, ["$.conversions[1].unit"] },
        { Good with { Conversions = [new("H87", 0), new("TNE", -1)] }, ["$.conversions[0].per", "$.conversions[1].per"] },
        { Good with { Conversions = [new("GRM", 0.5m), new("TNE", 1000)] }, ["$.conversions[0].per"] },
        { Good with { Conversions = [.. Enumerable.Repeat(new Conversion("H87", 1), 11)] }, ["$.conversions"] },
        { Good with { Temperature = new(5, 4) }, ["$.temperature.min"] },
        { Good with { Temperature = new(-61, 61) }, ["$.temperature.min", "$.temperature.max"] },
        { Good with { Temperature = new(null, null) }, ["$.temperature"] },
    };

    [Theory]
    [MemberData(nameof(BadProducts))]
    public void A_bad_field_is_named(ProductInput input, string[] paths) =>
        input.Read(Id("buoi")).Error!.Faults.Select(fault => fault.Path).ShouldBe(paths);

    [Theory]
    [InlineData("09521234000013")]
    [InlineData("19521234000010")]
    public void A_cooperative_may_use_the_gtins_below_its_prefix_at_every_packing_level(string gtin) =>
        Coop.NeedsGrant(Id(gtin)).ShouldBeNull();

    [Theory]
    [InlineData("95212340")]
    [InlineData("09521235000012")]
    [InlineData("95212345000007")]
    public void Another_companys_gtin_needs_a_grant(string gtin) =>
        Coop.NeedsGrant(Id(WithCheckDigit(gtin)))!.Code.ShouldBe("gtin-not-yours");

    [Fact]
    public void A_cooperative_without_prefix_needs_a_grant_for_any_gtin_and_none_for_its_own_ids()
    {
        var coop = Coop with { Gs1CompanyPrefix = null };

        coop.NeedsGrant(Id("09521234000013"))!.Code.ShouldBe("gtin-not-yours");
        coop.NeedsGrant(Id("buoi-nam-roi")).ShouldBeNull();
    }

    private static string WithCheckDigit(string gtin) => gtin[..^1] + CheckDigit.For(gtin.AsSpan(0, gtin.Length - 1));

    private static ProductId Id(string text) => ProductId.Parse("htx", text).Value;
}
