using AgriTrace.Domain.Ledger;
using AgriTrace.Domain.Orders;

namespace AgriTrace.Domain.Tests.Orders;

/// <summary>Amounts that no note can pay.</summary>
public sealed class CashRoundingTests
{
    [Fact]
    public void What_no_note_can_pay_is_written_off_when_the_goods_are_handed_over()
    {
        var packed = Some.Cash(198_200).Paid(198_000, PaymentRail.Transfer).Packed(1);
        (packed.Open().Amount, ReceivePayment.InCash(packed.Open().Amount)).ShouldBe((200, 0));

        var done = packed.HandOver(0, Accounts.Cash, Some.BoardOf(198_200), Some.Staff).Value.Complete(Some.Staff).Value;

        done.Open().Amount.ShouldBe(0);
        var books = Some.Books(done);
        (books[Accounts.Buyer("id")], books[Accounts.Rounding], books[Accounts.Bank], books[Accounts.Revenue]).ShouldBe((0, 200, 198_000, -198_200));
        books.Postings().Sum(posting => posting.Amount).ShouldBe(0);
    }

    [Fact]
    public void What_is_left_after_a_discount_is_written_off_too_and_comes_back_when_the_order_costs_less()
    {
        var delivered = Some.Cash(50_000).Packed(1).HandOver(40_000, Accounts.Cash, Some.BoardOf(50_000), Some.Staff).Value;

        var left = delivered.Allow(0, new Money(9_800, Money.Vnd), Some.Staff).Value;
        left.Open().Amount.ShouldBe(0);
        var less = left.Allow(0, new Money(1_000, Money.Vnd), Some.Staff).Value;

        (less.Open().Amount, less.Refunded().Amount).ShouldBe((0, 800));
        (Some.Books(less)[Accounts.Rounding], Some.Books(less)[Accounts.Buyer("id")]).ShouldBe((0, 0));
    }

    [Fact]
    public void Half_a_note_is_asked_for()
    {
        var packed = Some.Cash(198_250).Paid(198_000, PaymentRail.Transfer).Packed(1);

        var handed = packed.HandOver(0, Accounts.Cash, Some.BoardOf(198_250), Some.Staff).Value;

        (handed.Open().Amount, ReceivePayment.InCash(250)).ShouldBe((250, 500));
        handed.Complete(Some.Staff).Error!.Code.ShouldBe("order-state");
    }

    [Fact]
    public void Who_pays_by_transfer_can_pay_every_amount()
    {
        var packed = Some.Transferred(198_200).Paid(198_200, PaymentRail.Transfer).Packed(1);
        var handed = packed.HandOver(0, Accounts.Cash, Some.BoardOf(198_200), Some.Staff).Value;

        var less = handed.VoidPayment(handed.Payments[0].Id, Some.Staff).Value.Paid(198_000, PaymentRail.Transfer);

        less.Open().Amount.ShouldBe(200);
        less.Complete(Some.Staff).Error!.Code.ShouldBe("order-state");
    }
}
