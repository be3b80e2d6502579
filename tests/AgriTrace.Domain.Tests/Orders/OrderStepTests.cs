using AgriTrace.Domain.Ledger;
using AgriTrace.Domain.Orders;
using static AgriTrace.Domain.Tests.Orders.ATrade;

namespace AgriTrace.Domain.Tests.Orders;

/// <summary>What is said twice is done once, and what is said otherwise is never swallowed.</summary>
public sealed class OrderStepTests
{
    private readonly ATrade trade = new(("A", "ba", 50_000));

    private Result<Order> HandOver(Order order, long collected, int minute = 3, string driver = "bay") => order.HandOver(collected, Accounts.Driver(driver), trade.Board, By(minute));

    [Fact]
    public void An_order_that_is_handed_over_again_with_the_same_cash_stays_as_it_is()
    {
        var (free, paid) = (HandOver(trade.Shipped(2), 0).Value, HandOver(trade.Shipped(2), 131_000).Value);

        HandOver(free, 0, minute: 4).Value.ShouldBeSameAs(free);
        HandOver(paid, 131_000, minute: 4).Value.ShouldBeSameAs(paid);
    }

    [Fact]
    public void Cash_that_was_not_said_when_the_order_was_handed_over_is_refused_and_not_lost()
    {
        var (free, paid) = (HandOver(trade.Shipped(2), 0).Value, HandOver(trade.Shipped(2), 131_000).Value);

        HandOver(free, 131_000, minute: 4).Error!.Code.ShouldBe("step-differs");
        HandOver(paid, 130_000, minute: 4).Error!.Facts["collected"].ShouldBe(131_000L);
        HandOver(paid, 0, minute: 4).Error!.Code.ShouldBe("step-differs");
        HandOver(paid, 131_000, minute: 4, driver: "hai").Error!.Code.ShouldBe("step-differs", "another has it");
    }

    [Fact]
    public void Cash_that_was_entered_by_mistake_at_the_door_and_voided_does_not_count_as_collected()
    {
        var paid = HandOver(trade.Shipped(2), 131_000).Value;
        var voided = paid.VoidPayment(paid.Payments[0].Id, By(4)).Value;

        HandOver(voided, 131_000, minute: 5).Error!.Code.ShouldBe("step-differs", "or it would be entered nowhere");
    }

    [Fact]
    public void A_carrier_or_number_that_was_wrong_is_corrected_while_the_goods_are_on_their_way()
    {
        var order = trade.Placed(PaymentRail.Cod, (ByWeight, 2)) is var placed ? placed with { Delivery = placed.Delivery! with { Kind = DeliveryKind.Carrier } } : null;
        var shipped = order!.Pack(new PackRequest(), trade.Board, By(1)).Value.Ship("ghn", "GHN1", By(2)).Value;

        shipped.Ship("ghn", "GHN1", By(3)).Value.ShouldBeSameAs(shipped);
        shipped.Ship(null, null, By(3)).Value.ShouldBeSameAs(shipped, "nothing else is said");
        var corrected = shipped.Ship("ghtk", "S2", By(3)).Value;

        (corrected.State, corrected.Delivery!.By, corrected.Delivery.Tracking).ShouldBe((OrderState.Shipped, "ghtk", "S2"));
        corrected.History.Count.ShouldBe(shipped.History.Count + 1);
    }

    [Fact]
    public void An_order_whose_cash_a_driver_has_does_not_go_to_another()
    {
        var shipped = trade.Shipped(2);
        var paid = shipped.Receive(new OrderPayment("m1", PaymentRail.Cod, new Money(50_000, Money.Vnd), Now) { Into = Accounts.Driver("bay"), By = "tam" }, trade.Board, By(3)).Value;

        paid.Ship("hai", null, By(4)).Error!.Code.ShouldBe("step-differs");
        paid.Ship(null, "T1", By(4)).Value.Delivery!.Tracking.ShouldBe("T1");
        paid.VoidPayment("m1", By(4)).Value.Ship("hai", null, By(5)).Value.Delivery!.By.ShouldBe("hai");
        shipped.Ship("hai", null, By(4)).Value.Delivery!.By.ShouldBe("hai");
    }

    [Fact]
    public void An_order_with_an_open_price_is_not_completed_and_says_so()
    {
        var delivered = Some.Cash(50_000).Packed(1).HandOver(50_000, Accounts.Cash, Some.BoardOf(50_000), Some.Staff).Value;
        var open = delivered with { Lines = [delivered.Lines[0] with { PriceOpen = true }] };

        open.Complete(Some.Staff).Error!.Detail.ShouldContain("price");
    }
}
