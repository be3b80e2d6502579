using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Traceability.Lineage;

namespace AgriTrace.Domain.Tests.Traceability.Lineage;

public sealed class MassBalanceTests
{
    private static readonly Product Mango = Named("mango", "KGM", [new("H87", 0.4m)]);
    private static readonly Product Dried = Named("dried", "KGM", []) with { Yield = new YieldRange(0.10m, 0.14m) };
    private static readonly Product Boxes = Named("box", "H87", [new("KGM", 0.2m)]);
    private static readonly Product Basket = Named("basket", "H87", []);

    [Theory]
    [InlineData(100, 100, true)]
    [InlineData(100, 100.001, false)]
    [InlineData(100, 60, true)]
    public void What_is_only_packed_weighs_no_more_than_what_went_in(decimal taken, decimal made, bool fits) =>
        (MassBalance.Breach([Of(Mango, taken, "KGM")], [Of(Mango, made, "KGM")]) is null).ShouldBe(fits);

    [Theory]
    [InlineData(14, true)]
    [InlineData(14.1, false)]
    [InlineData(10, true)]
    [InlineData(9.9, false)]
    public void What_is_processed_keeps_to_its_yield(decimal made, bool fits) =>
        (MassBalance.Breach([Of(Mango, 100, "KGM")], [Of(Dried, made, "KGM")]) is null).ShouldBe(fits);

    [Fact]
    public void A_processed_product_that_is_packed_again_loses_nothing() =>
        MassBalance.Breach([Of(Dried, 10, "KGM")], [Of(Dried, 10, "KGM")]).ShouldBeNull();

    [Fact]
    public void A_tolerance_is_what_the_product_says()
    {
        var loose = Mango with { TolerancePercent = 2 };

        MassBalance.Breach([Of(loose, 100, "KGM")], [Of(loose, 102, "KGM")]).ShouldBeNull();
        MassBalance.Breach([Of(loose, 100, "KGM")], [Of(loose, 102.1m, "KGM")])!.ShouldContain("102.1 KGM");
    }

    [Fact]
    public void Units_are_compared_by_the_conversions_of_the_product()
    {
        MassBalance.Breach([Of(Mango, 0.1m, "TNE")], [Of(Mango, 250, "H87")]).ShouldBeNull();
        MassBalance.Breach([Of(Mango, 0.1m, "TNE")], [Of(Mango, 251, "H87")]).ShouldNotBeNull();
        // A box weighs five kilograms: 0.2 boxes are a kilogram.
        MassBalance.Breach([Of(Mango, 100, "KGM")], [Of(Boxes, 20, "H87")]).ShouldBeNull();
        MassBalance.Breach([Of(Mango, 100, "KGM")], [Of(Boxes, 21, "H87")]).ShouldNotBeNull();
    }

    [Fact]
    public void What_cannot_be_compared_is_let_be()
    {
        MassBalance.Breach([Of(Mango, 1, "KGM")], [Of(Basket, 500, "H87")]).ShouldBeNull();
        MassBalance.Breach([new BalancedPart(null, null)], [Of(Mango, 500, "KGM")]).ShouldBeNull();
    }

    [Fact]
    public void A_lot_gives_no_more_than_it_had()
    {
        MassBalance.Overdrawn(Mango, new Quantity(100, "KGM"), [new(60, "KGM"), new(40, "KGM")]).ShouldBeNull();
        MassBalance.Overdrawn(Mango, new Quantity(100, "KGM"), [new(60, "KGM"), new(41, "KGM")])!.ShouldContain("101 KGM");
    }

    private static Product Named(string name, string unit, Conversion[] conversions) =>
        new(new ProductId("htx/" + name), new LocalText(name, name), unit, 30, conversions, null);

    private static BalancedPart Of(Product product, decimal value, string unit) => new(product, new Quantity(value, unit));
}
