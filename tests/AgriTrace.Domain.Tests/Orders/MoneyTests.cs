using AgriTrace.Domain;

namespace AgriTrace.Domain.Tests.Orders;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("1.235", 65_500, 80_893)]
    [InlineData("1", 65_500, 65_500)]
    [InlineData("0.001", 499, 0)]
    [InlineData("0.001", 500, 1)]
    [InlineData("2.5", 1, 3)]
    public void A_line_is_rounded_to_the_dong_half_up(string quantity, long price, long total) =>
        new Money(price, Money.Vnd).Times(decimal.Parse(quantity, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(new Money(total, Money.Vnd));

    [Fact]
    public void A_price_beyond_all_bounds_is_none() =>
        new Money(CatalogueMax, Money.Vnd).Times(Quantity.Max).ShouldBeNull();

    private const long CatalogueMax = AgriTrace.Domain.Catalogue.CatalogueErrors.MaxPrice;
}
