using AgriTrace.Domain.Ledger;
using AgriTrace.Domain.Orders;

namespace AgriTrace.Domain.Tests.Orders;

/// <summary>What goes back to buyers, and what falls away again before it was sent.</summary>
public sealed class RefundsDueTests
{
    [Fact]
    public void A_payment_that_was_typed_twice_is_voided_and_what_was_to_go_back_falls_away_with_it()
    {
        var once = Some.Transferred(100_000).Paid(100_000, PaymentRail.Transfer);
        var twice = once.Paid(100_000, PaymentRail.Transfer);
        twice.Refunds.ShouldHaveSingleItem().State.ShouldBe(RefundState.Due);

        var mended = twice.VoidPayment(twice.Payments[^1].Id, Some.Staff).Value;

        mended.Refunds.ShouldHaveSingleItem().State.ShouldBe(RefundState.Void);
        (mended.Open().Amount, mended.State).ShouldBe((0, OrderState.Paid));
        Some.Books(mended).Postings().ShouldBe(Some.Books(once).Postings());
    }

    [Fact]
    public void Whichever_of_two_equal_payments_is_voided_the_other_pays_the_order()
    {
        var twice = Some.Transferred(100_000).Paid(100_000, PaymentRail.Transfer).Paid(100_000, PaymentRail.Transfer);

        var mended = twice.VoidPayment(twice.Payments[0].Id, Some.Staff).Value;

        mended.Refunded().Amount.ShouldBe(0);
        mended.Open().Amount.ShouldBe(0);
    }

    [Fact]
    public void The_id_of_a_refund_that_fell_away_is_never_given_again()
    {
        var typed = Some.Transferred(100_000).Paid(250_000, PaymentRail.Transfer);
        var mended = typed.VoidPayment(typed.Payments[^1].Id, Some.Staff).Value.Paid(130_000, PaymentRail.Transfer);

        mended.Refunds.Select(refund => (refund.Id, refund.Amount.Amount, refund.State)).ShouldBe([("id-1", 150_000L, RefundState.Void), ("id-2", 30_000L, RefundState.Due)]);
        mended.SendRefund("id-1", Accounts.Bank, Some.Staff).Error!.Code.ShouldBe("no-such-refund");
        mended.SendRefund("id-2", Accounts.Bank, Some.Staff).IsOk.ShouldBeTrue();
    }

    [Fact]
    public void A_payment_of_which_a_part_was_sent_back_is_not_voided()
    {
        var over = Some.Transferred(100_000).Paid(130_000, PaymentRail.Transfer);
        var sent = over.SendRefund(over.Refunds[0].Id, Accounts.Bank, Some.Staff).Value;

        sent.VoidPayment(sent.Payments[0].Id, Some.Staff).Error!.Code.ShouldBe("order-state");
    }

    [Fact]
    public void A_refund_that_was_not_sent_shrinks_to_what_is_owed_when_the_order_costs_more()
    {
        var packed = Some.Transferred(100_000).Paid(100_000, PaymentRail.Transfer).Packed(0.7m);
        packed.Refunds.Where(refund => refund.State == RefundState.Due).Sum(refund => refund.Amount.Amount).ShouldBe(30_000);

        var heavier = packed.Packed(0.9m);

        heavier.Refunds.Where(refund => refund.State == RefundState.Due).ShouldHaveSingleItem().Amount.Amount.ShouldBe(10_000);
        (heavier.Refunded().Amount, heavier.Open().Amount).ShouldBe((10_000, 0));
        heavier.Packed(1).Refunded().Amount.ShouldBe(0);
        Some.Books(heavier)[Accounts.Refunds].ShouldBe(-10_000);
    }

    [Fact]
    public void A_refund_to_a_card_may_be_on_its_way_so_the_buyer_owes_what_the_order_costs_more()
    {
        var packed = Some.Card(100_000).Paid(100_000, PaymentRail.Card).Packed(0.7m);

        var heavier = packed.Packed(0.9m);

        heavier.Refunds.ShouldBe(packed.Refunds);
        heavier.Open().Amount.ShouldBe(20_000);
    }

    [Fact]
    public void A_refund_that_the_card_refused_shrinks_and_still_waits_for_a_person()
    {
        var packed = Some.Card(100_000).Paid(100_000, PaymentRail.Card).Packed(0.7m);
        var refused = packed.MarkRefund(packed.Refunds[0].Id, "card closed", Some.Platform).Value;

        var heavier = refused.Packed(0.9m);

        heavier.Refunds[^1].ShouldSatisfyAllConditions(refund => refund.Amount.Amount.ShouldBe(10_000), refund => refund.Trouble.ShouldBe("card closed"));
        heavier.RefundsToSend().ShouldBeEmpty();
        heavier.Open().Amount.ShouldBe(0);
    }
}
