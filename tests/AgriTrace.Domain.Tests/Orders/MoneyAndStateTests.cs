using AgriTrace.Domain.Ledger;
using AgriTrace.Domain.Orders;

namespace AgriTrace.Domain.Tests.Orders;

/// <summary>Until an order is packed, its state follows from its money, whichever way that goes.</summary>
public sealed class MoneyAndStateTests
{
    private static readonly OrderActor Later = Some.Staff with { At = Some.Now.AddHours(5) };

    [Fact]
    public void An_order_whose_transfer_was_entered_by_mistake_awaits_its_payment_again_and_for_a_time()
    {
        var paid = Some.Transferred(65_000).Paid(65_000, PaymentRail.Transfer);

        var voided = paid.VoidPayment(paid.Payments[0].Id, Later).Value;

        (paid.State, paid.PayBefore).ShouldBe((OrderState.Paid, null));
        (voided.State, voided.PayBefore).ShouldBe((OrderState.AwaitingPayment, Later.At + PlaceOrder.TransferTime));
        voided.Pack(new PackRequest(), Some.BoardOf(65_000), Later).Error!.Code.ShouldBe("order-state");
        voided.Paid(65_000, PaymentRail.Transfer).State.ShouldBe(OrderState.Paid);
    }

    [Fact]
    public void An_order_that_needs_a_deposit_is_packed_with_it_and_not_without()
    {
        var order = Some.Transferred(65_000) with { Deposit = new Money(10_000, Money.Vnd), PayBefore = null };
        var (part, all) = (order.Paid(10_000, PaymentRail.Transfer), order.Paid(65_000, PaymentRail.Transfer));

        (part.State, all.State).ShouldBe((OrderState.Confirmed, OrderState.Paid));
        foreach (var paid in (Order[])[part, all])
        {
            var voided = paid.VoidPayment(paid.Payments[0].Id, Later).Value;
            (voided.State, voided.PayBefore).ShouldBe((OrderState.AwaitingPayment, null), "staff end it where the deposit does not come");
            voided.Pack(new PackRequest(), Some.BoardOf(65_000), Later).Error!.Code.ShouldBe("order-state");
        }
    }

    [Fact]
    public void Packed_goods_whose_payment_was_voided_stay_in_the_house()
    {
        var packed = Some.Transferred(65_000).Paid(65_000, PaymentRail.Transfer).Packed(1.1m);
        packed.Deliver(Some.Staff).IsOk.ShouldBeTrue("what weighs more is paid when it is handed over");

        var voided = packed.VoidPayment(packed.Payments[0].Id, Later).Value;

        voided.State.ShouldBe(OrderState.Packed);
        voided.Deliver(Some.Staff).Error!.Detail.ShouldContain("is not paid");
        var sent = voided with { Delivery = voided.Delivery! with { Kind = DeliveryKind.Driver } };
        sent.Ship("hai", null, Some.Staff).Error!.Detail.ShouldContain("is not paid");
        voided.Paid(65_000, PaymentRail.Transfer).Deliver(Some.Staff).IsOk.ShouldBeTrue();
    }

    [Fact]
    public void Whoever_takes_money_for_an_order_that_waits_for_a_call_has_confirmed_it()
    {
        var waits = Some.Cash(65_000) with { State = OrderState.AwaitingConfirmation, PayBefore = Some.Now };
        waits = waits with { Lines = [.. waits.Lines.Select(line => line with { Allocations = [] })] };

        var paid = waits.Paid(65_000, PaymentRail.Cash);

        (paid.State, paid.PayBefore).ShouldBe((OrderState.Paid, null));
        paid.Allocations().Sum(part => part.Stock).ShouldBe(1000);
        paid.History.Select(change => change.Action).ShouldBe(["placed", "confirmed", "payment"]);
    }

    [Fact]
    public void Cash_far_above_what_is_open_was_typed_wrongly()
    {
        var shipped = Some.WithCarrier(65_000);

        shipped.HandOver(650_000, Accounts.Carrier("ghn"), Some.BoardOf(65_000), Some.Staff).Error!.Faults.ShouldHaveSingleItem().Path.ShouldBe("$.collected");
        shipped.HandOver(70_000, Accounts.Carrier("ghn"), Some.BoardOf(65_000), Some.Staff).IsOk.ShouldBeTrue();
    }

    [Fact]
    public void What_a_driver_collects_is_the_drivers_whoever_was_to_bring_it()
    {
        foreach (var order in (Order[])[Some.Cash(65_000), Some.WithCarrier(65_000), Some.Cod(65_000, DeliveryKind.Driver)])
            HandOverInput.AccountOf(order, "bay").ShouldBe(Accounts.Driver("bay"));
        HandOverInput.AccountOf(Some.WithCarrier(65_000), driver: null).ShouldBe(Accounts.Carrier("ghn"));
    }

    [Fact]
    public void However_often_an_order_was_changed_it_comes_to_its_end_and_gives_money_back()
    {
        var order = Some.Transferred(65_000).Paid(65_000, PaymentRail.Transfer).Packed(1);
        var full = order with { History = [.. order.History, .. Enumerable.Repeat(order.History[^1], 400)] };

        full.Pack(new PackRequest([new PackedLine(1, 0.9m)]), Some.BoardOf(65_000), Later).Error!.Code.ShouldBe("order-too-long");
        full.Deliver(Later).Value.Complete(Later).Value.State.ShouldBe(OrderState.Completed);
        var cancelled = full.Cancel(Later).Value;
        cancelled.SendRefund(cancelled.Refunds[0].Id, Accounts.Bank, Later).Value.Refunds[0].State.ShouldBe(RefundState.Sent);
        full.TakeOut("r1", full.Allocations().Select(part => part.Lot).ToHashSet(), Later).Value.State.ShouldBe(OrderState.Cancelled);
    }
}
