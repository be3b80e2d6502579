using AgriTrace.Domain.Orders;
using static AgriTrace.Domain.Tests.Orders.ATrade;

namespace AgriTrace.Domain.Tests.Orders;

/// <summary>A lot that was sold out leaves the board; what comes back begins it again, with numbers that are true from there.</summary>
public sealed class StockMovesTests
{
    private readonly ATrade trade = new(("A", "ba", 10_000));

    private (long Received, long Reserved, long Sold)? Lot => trade.Lot("A") is { } lot ? (lot.Received, lot.Reserved, lot.Sold) : null;

    private Order Delivered(decimal weight) => trade.Do(trade.Shipped(weight), order => order.Deliver(By(3)));

    [Fact]
    public void Goods_that_come_back_to_a_lot_that_had_left_are_received_again()
    {
        var (one, two) = (Delivered(4), Delivered(6));
        Lot.ShouldBeNull("all of it is sold");

        one = trade.Back(one, "A", 1);
        Lot.ShouldBe((1_000, 0, 0));
        trade.Back(two, "A", 2.5m);
        Lot.ShouldBe((3_500, 0, 0), "of another order");
        trade.Back(one, "A", 0.5m);
        Lot.ShouldBe((4_000, 0, 0), "of the same order");

        var again = Delivered(3);
        Lot.ShouldBe((4_000, 0, 3_000));
        trade.Back(again, "A", 1);
        Lot.ShouldBe((4_000, 0, 2_000));
        trade.Back(two, "A", 3.5m);
        (trade.Lot("A")!.Left, trade.Lot("A")!.Sold).ShouldBe((5_500, 0), "more came back than was sold since");
        Lot.ShouldBe((5_500, 0, 0));
    }

    [Fact]
    public void Goods_that_come_back_and_are_thrown_away_do_not_bring_the_lot_back()
    {
        var order = Delivered(10);

        order = trade.Back(order, "A", 4, restock: false);
        Lot.ShouldBeNull();
        trade.Back(order, "A", 6);

        Lot.ShouldBe((6_000, 0, 0));
    }

    [Fact]
    public void An_order_that_goes_out_a_second_time_moves_no_stock_and_comes_back_once()
    {
        var order = trade.Do(trade.Shipped(10), known => known.FailDelivery(By(3)));

        order = trade.Do(order, known => known.Ship("hai", null, By(4)));
        Lot.ShouldBeNull();
        order = trade.Do(order, known => known.FailDelivery(By(5)));
        trade.Back(order, "A", 10);

        Lot.ShouldBe((10_000, 0, 0));
        trade.Board = trade.Board with { Watch = null };
        trade.Shipped(10);
        Lot.ShouldBeNull("what came back can be sold again");
    }
}
