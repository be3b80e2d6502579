using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability.Receipts;

namespace AgriTrace.Domain.Tests.Traceability.Receipts;

public sealed class ReceiptPriceTests
{
    private static readonly Caller Accountant = new(Role.Accountant, "htx", "tam");

    [Fact]
    public void A_price_that_was_left_open_is_entered_once_with_who_and_when()
    {
        var priced = Settle(AWeighing.Slip(), "Loại 2", 18_000).Value;

        priced.Lines[1].Price.ShouldBe(new AgreedPrice(new Money(18_000, "VND"), new Money(720_000, "VND"), "tam", AWeighing.Now));
        priced.AwaitsPrice.ShouldBeFalse();
        Settle(priced, "loại 2", 18_000).Value.ShouldBeSameAs(priced, "the same again");
        Settle(priced, "Loại 2", 18_001).Error!.Code.ShouldBe("price-set");
    }

    [Fact]
    public void A_fixed_price_is_never_changed()
    {
        var slip = AWeighing.Slip();

        Settle(slip, "Loại 1", 26_000).Error!.Code.ShouldBe("price-set");
        Settle(slip, "Loại 1", 25_000).Value.ShouldBeSameAs(slip);
    }

    [Fact]
    public void What_is_consigned_gets_no_price() =>
        Settle(AWeighing.Slip(AWeighing.Second with { Price = new(PriceKind.Consigned) }), "Loại 2", 1).Error!.Code.ShouldBe("price-consigned");

    [Theory]
    [InlineData("Loại 9", 1, "VND", "$.grade")]
    [InlineData("", 1, "VND", "$.grade")]
    [InlineData("Loại 2", 0, "VND", "$.amount.amount")]
    [InlineData("Loại 2", 1_000_000_001, "VND", "$.amount.amount")]
    [InlineData("Loại 2", 1, "EUR", "$.amount.currency")]
    public void A_price_that_cannot_be_is_named(string grade, long amount, string currency, string path) =>
        AWeighing.Slip().Settle(new ReceiptPricing(grade, new Money(amount, currency)), Accountant, AWeighing.Now).Error!.Faults.Select(fault => fault.Path).ShouldBe([path]);

    [Fact]
    public void A_price_that_comes_to_more_than_money_holds_is_refused() =>
        Settle(AWeighing.Slip(AWeighing.Second with { Gross = 1_000_000_000 }), "Loại 2", 1_000_000_000).Error!.Faults.Single().Path.ShouldBe("$.amount.amount");

    [Fact]
    public void A_farmer_sees_their_own_slip_and_no_other()
    {
        var slip = AWeighing.Slip();

        slip.MayNotBeSeenBy(new Caller(Role.Farmer, "htx", "ut")).ShouldBeNull();
        slip.MayNotBeSeenBy(new Caller(Role.Farmer, "htx", "ba")).ShouldBe(ReceiptErrors.NoSuchReceipt);
        slip.MayNotBeSeenBy(new Caller(Role.Packer, "htx", "nam")).ShouldBeNull();
    }

    private static Result<Receipt> Settle(Receipt slip, string grade, long amount) =>
        slip.Settle(new ReceiptPricing(grade, new Money(amount, "VND")), Accountant, AWeighing.Now);
}
