using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Notices;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability;

namespace AgriTrace.Domain.Tests.Notices;

public sealed class OrderNoticesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 1, 0, 0, TimeSpan.Zero);
    private static readonly ProductId Pomelo = new("09521234543213");
    private static readonly Guid Listing = Guid.Parse("00000000-0000-0000-0000-000000000001");

    private static readonly Board Board = Domain.Orders.Board.Empty("HTX", "Vĩnh Long")
        .With(new BoardListing(Listing, Pomelo, new LocalText("Bưởi", "Pomelo"), null, [], new Money(65_500, Money.Vnd), "KGM", "KGM", 1, 0.5m, 0.5m, Now, string.Empty))
        .With(new BoardLot(new LotId(Pomelo, "L1"), "m1", "KGM", 100_000, 0, 0, Now, new DateOnly(2026, 12, 20)));

    private static OrderActor By(int minute) => new("ba", Now.AddMinutes(minute));

    private static Order Placed(PaymentRail rail = PaymentRail.Cod, DeliveryKind delivery = DeliveryKind.Driver, decimal quantity = 2) => PlaceOrder.Decide(
        Board, new OrderRequest("htx", [new OrderLineRequest(Listing, quantity)], new Buyer("Mai", "+84912345678", "Cần Thơ"), rail, delivery), new PlacedBy("id", "token", Now, ["phone", "network"])).Value.Order;

    private static OrderPayment Payment(string id, long amount, PaymentRail rail = PaymentRail.Transfer) => new(id, rail, new Money(amount, Money.Vnd), Now) { Into = Ledger.Accounts.Bank, By = "ba" };

    private static IEnumerable<NoticeKind> KindsOf(Order order, int told = 0) => OrderNotices.Of(order, told).Select(notice => notice.Kind);

    [Fact]
    public void Each_step_of_an_order_that_is_brought_calls_for_one_notice()
    {
        var placed = Placed();
        var packed = placed.Pack(new PackRequest(), Board, By(1)).Value;
        var shipped = packed.Ship("giao-nhanh", "GN123", By(2)).Value;
        var delivered = shipped.HandOver(131_000, Ledger.Accounts.Driver("ba"), Board, By(3)).Value;

        KindsOf(placed).ShouldBe([NoticeKind.Placed]);
        KindsOf(packed, placed.Revision).ShouldBeEmpty("what was ordered was packed");
        KindsOf(shipped, packed.Revision).ShouldBe([NoticeKind.Shipped]);
        KindsOf(delivered, shipped.Revision).ShouldBe([NoticeKind.Delivered], "whoever gave cash for it need not be told so");
        OrderNotices.Of(shipped)[^1].Facts.Delivery!.Tracking.ShouldBe("GN123");
    }

    [Fact]
    public void A_carrier_that_was_corrected_is_told_again_and_another_driver_is_not()
    {
        var carried = Placed(delivery: DeliveryKind.Carrier).Pack(new PackRequest(), Board, By(1)).Value.Ship("giao-nhanh", "GN123", By(2)).Value;
        var driven = Placed().Pack(new PackRequest(), Board, By(1)).Value.Ship("ba", null, By(2)).Value;

        OrderNotices.Of(carried.Ship(null, "GN124", By(3)).Value, carried.Revision).ShouldHaveSingleItem().Facts.Delivery!.Tracking.ShouldBe("GN124");
        KindsOf(driven.Ship("hai", null, By(3)).Value, driven.Revision).ShouldBeEmpty();
    }

    [Fact]
    public void Nobody_is_asked_for_another_time_to_bring_what_was_recalled()
    {
        var shipped = Placed().Pack(new PackRequest(), Board, By(1)).Value.Ship("ba", null, By(2)).Value;
        var recalled = shipped.TakeOut("r1", new HashSet<LotId> { new(Pomelo, "L1") }, By(3)).Value;

        KindsOf(shipped.FailDelivery(By(4)).Value, shipped.Revision).ShouldBe([NoticeKind.DeliveryFailed]);
        KindsOf(recalled.FailDelivery(By(4)).Value, shipped.Revision).ShouldBeEmpty();
    }

    [Fact]
    public void The_same_change_has_the_same_id_however_often_it_is_looked_at_and_later_ones_come_first_in_a_table()
    {
        var shipped = Placed().Pack(new PackRequest(), Board, By(1)).Value.Ship("ba", null, By(2)).Value;

        var (early, late) = (OrderNotices.Of(shipped), OrderNotices.Of(shipped.Deliver(By(3)).Value));

        late.Take(2).Select(notice => notice.Id).ShouldBe(early.Select(notice => notice.Id));
        late.Select(notice => notice.Id).ShouldBe(late.Select(notice => notice.Id).OrderDescending(StringComparer.Ordinal));
        late.ShouldAllBe(notice => TimedId.IsOne(notice.Id));
        late.Select(notice => notice.Revision).ShouldBe([1, 3, 4]);
    }

    [Fact]
    public void A_cash_order_above_the_limit_is_told_to_wait_for_a_call_and_then_that_it_is_confirmed()
    {
        var placed = Placed(quantity: 50);

        KindsOf(placed).ShouldBe([NoticeKind.ToConfirm]);
        KindsOf(placed.Confirm(Board, By(1)).Value, told: 1).ShouldBe([NoticeKind.Confirmed]);
    }

    [Fact]
    public void Money_in_parts_says_what_is_left_and_several_parts_that_were_not_told_yet_are_told_once()
    {
        var first = Placed(PaymentRail.Transfer).Receive(Payment("p1", 100_000), Board, By(1)).Value;
        var all = first.Receive(Payment("p2", 31_000), Board, By(2)).Value;

        OrderNotices.Of(first, told: 1).ShouldHaveSingleItem().Facts.Open.ShouldBe(31_000);
        var notice = OrderNotices.Of(all, told: 1).ShouldHaveSingleItem();
        (notice.Kind, notice.Facts.Paid, notice.Facts.Open).ShouldBe((NoticeKind.PaymentReceived, 131_000, 0));
    }

    [Fact]
    public void Other_weights_say_what_was_packed_and_what_goes_back()
    {
        var paid = Placed(PaymentRail.Transfer).Receive(Payment("p1", 131_000), Board, By(1)).Value;

        var notice = OrderNotices.Of(paid.Pack(new PackRequest([new PackedLine(1, 1.8m)]), Board, By(2)).Value, paid.Revision).ShouldHaveSingleItem();

        notice.Kind.ShouldBe(NoticeKind.Packed);
        notice.Facts.Lines.ShouldBe([new PackedOtherwise(new LocalText("Bưởi", "Pomelo"), 2, 1.8m, "KGM")]);
        notice.Facts.Back.ShouldBe(13_100);
    }

    [Fact]
    public void Whoever_comes_for_the_goods_is_told_when_they_are_ready_in_any_case() =>
        KindsOf(Placed(PaymentRail.Cash, DeliveryKind.Pickup).Pack(new PackRequest(), Board, By(1)).Value, told: 1).ShouldBe([NoticeKind.ReadyForPickup]);

    [Fact]
    public void A_payment_after_expiry_says_whether_it_bought_the_goods_or_goes_back()
    {
        var expired = Placed(PaymentRail.Transfer).Expire(By(1)).Value;

        KindsOf(expired.Receive(Payment("p1", 131_000), Board, By(2)).Value, expired.Revision).ShouldBe([NoticeKind.LatePaymentTaken]);
        var gone = OrderNotices.Of(expired.Receive(Payment("p1", 131_000), Domain.Orders.Board.Empty("HTX", "Vĩnh Long"), By(2)).Value, expired.Revision).ShouldHaveSingleItem();
        (gone.Kind, gone.Facts.Back).ShouldBe((NoticeKind.LatePaymentGoesBack, 131_000));
    }

    [Fact]
    public void A_buyer_whose_order_is_over_is_not_asked_to_pay_for_it_first()
    {
        var cancelled = Placed(PaymentRail.Transfer).Receive(Payment("p1", 1_000), Board, By(1)).Value.Cancel(By(2)).Value;

        KindsOf(cancelled).ShouldBe([NoticeKind.Cancelled]);
        KindsOf(Placed(PaymentRail.Cash, DeliveryKind.Pickup).Cancel(By(1), noShow: true).Value).ShouldBe([NoticeKind.Cancelled]);
        var refunded = cancelled.SendRefund(cancelled.Refunds[0].Id, Ledger.Accounts.Bank, By(3)).Value;
        OrderNotices.Of(refunded, cancelled.Revision).ShouldHaveSingleItem().Facts.Sum.ShouldBe(1_000);
    }

    [Fact]
    public void A_discount_a_refused_parcel_and_goods_that_come_back_are_told()
    {
        var shipped = Placed().Pack(new PackRequest(), Board, By(1)).Value.Ship("ba", null, By(2)).Value;
        var failed = shipped.FailDelivery(By(3)).Value;

        KindsOf(failed, shipped.Revision).ShouldBe([NoticeKind.DeliveryFailed]);
        KindsOf(failed.TakeBack([new ReturnedGoods(1, "L1", 2, Restock: true)], By(4)).Value, failed.Revision).ShouldBe([NoticeKind.Returned]);
        OrderNotices.Of(shipped.Allow(0, new Money(5_000, Money.Vnd), By(3)).Value, shipped.Revision).ShouldHaveSingleItem().Facts.Sum.ShouldBe(5_000);
    }

    [Fact]
    public void An_order_from_before_there_was_a_history_calls_for_none_until_it_is_changed()
    {
        var old = Placed() with { History = [], Revision = 5 };

        KindsOf(old).ShouldBeEmpty();
        OrderNotices.Of(old.Cancel(By(1)).Value).ShouldHaveSingleItem().Revision.ShouldBe(6);
    }
}
