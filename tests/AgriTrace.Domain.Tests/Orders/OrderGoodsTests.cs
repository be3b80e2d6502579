using AgriTrace.Domain.Ledger;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability;
using static AgriTrace.Domain.Tests.Orders.ATrade;

namespace AgriTrace.Domain.Tests.Orders;

/// <summary>Which goods an order gets, and what becomes of it when they are gone.</summary>
public sealed class OrderGoodsTests
{
    private static PackRequest Weights(params (int Line, decimal Quantity)[] lines) => new([.. lines.Select(line => new PackedLine(line.Line, line.Quantity))]);

    private static IEnumerable<(string Lot, decimal Quantity)> Lots(Order order) => order.Allocations().Select(part => (part.Lot.Lot, part.Quantity));

    [Fact]
    public void A_line_that_was_packed_with_nothing_gets_what_expires_first_when_it_is_packed_again()
    {
        var trade = new ATrade(("A", "ba", 3_000), ("B", "ut", 9_000));
        var order = trade.Placed(PaymentRail.Cod, (ByWeight, 2), (ByWeight, 2), (ByWeight, 2));
        order = trade.Do(order, known => known.Pack(Weights((1, 0), (2, 0)), trade.Board, By(1)));
        Lots(order).ShouldBe([("B", 2m)]);

        order = trade.Do(order, known => known.Pack(Weights((1, 2), (2, 2.1m)), trade.Board, By(2)));

        Lots(order).ShouldBe([("A", 2m), ("A", 1m), ("B", 1.1m), ("B", 2m)], "and no two lines get the same goods");
        order.Pack(Weights((1, 0)), trade.Board, By(3)).Value.Pack(Weights((1, 9)), trade.Board, By(4)).Error!.Code.ShouldBe("out-of-stock");
    }

    [Fact]
    public void A_line_that_was_packed_with_nothing_is_packed_again_also_where_its_listing_is_closed()
    {
        var trade = new ATrade(("A", "ba", 9_000));
        var order = trade.Do(trade.Placed(PaymentRail.Cod, (ByWeight, 2), (ByPiece, 2)), known => known.Pack(Weights((2, 0)), trade.Board, By(1)));
        trade.Board = trade.Board with { Listings = trade.Board.Listings.Clear() };

        Lots(trade.Do(order, known => known.Pack(Weights((2, 2)), trade.Board, By(2)))).ShouldBe([("A", 2m), ("A", 2m)]);
        order.Pack(Weights((2, 2)), trade.Board with { Lots = trade.Board.Lots.SetItem(IdOf("A").Key, trade.Lot("A")! with { Received = 5_900 }) }, By(2)).Error!.Facts["left"].ShouldBe(new Quantity(1, "H87"));
    }

    [Fact]
    public void Half_a_piece_is_neither_ordered_nor_packed_nor_taken_back()
    {
        var trade = new ATrade(("A", "ba", 30_000));
        var order = trade.Placed(PaymentRail.Cod, (ByPiece, 3));

        order.Pack(Weights((1, 2.5m)), trade.Board, By()).Error!.Faults.ShouldHaveSingleItem().Message.ShouldBe("must be whole pieces.");
        order.Pack(new PackRequest([new PackedLine(1, Lots: [new("A", 1.5m), new("A", 0.5m)])]), trade.Board, By()).Error!.Faults.Count.ShouldBe(2);
        var delivered = order.Pack(new PackRequest(), trade.Board, By(1)).Value.Ship("bay", null, By(2)).Value.Deliver(By(3)).Value;
        delivered.TakeBack([new(1, "A", 0.5m, Restock: true)], By(4)).Error!.Faults.ShouldHaveSingleItem().Path.ShouldBe("$.goods[0].quantity");

        trade.Board = trade.Board.With(Listing(ByPiece, Quantity.Piece, 1.2m, 0.5m));
        trade.Decide(PaymentRail.Cod, new OrderLineRequest(ByPiece, 1.5m)).Error!.Faults.ShouldHaveSingleItem().Message.ShouldBe("must be whole pieces.");
    }

    [Fact]
    public void A_late_payment_buys_of_the_member_and_the_lots_that_the_listing_sold_from_also_when_it_is_closed()
    {
        var trade = new ATrade(("A", "ba", 5_000), ("B", "ut", 5_000), ("C", "ut", 5_000));
        trade.Board = trade.Board.With(Listing(ByWeight, "KGM", 1, 0.5m) with { Member = "ut", Lots = ["A", "C"] });
        var order = trade.Do(trade.Placed(PaymentRail.Card, (ByWeight, 2)), known => known.Expire(By(60)));
        trade.Board = trade.Board with { Listings = trade.Board.Listings.Clear() };

        Lots(Paid(order, trade.Board)).ShouldBe([("C", 2m)]);
        var gone = Paid(order, trade.Board with { Lots = trade.Board.Lots.Remove(IdOf("C").Key) });

        (gone.State, gone.Refunds.Sum(refund => refund.Amount.Amount)).ShouldBe((OrderState.Expired, 131_000L), "nobody else's goods are taken for it");
    }

    [Fact]
    public void A_call_back_confirms_with_goods_of_the_member_whose_listing_it_was()
    {
        var trade = new ATrade(("A", "ba", 5_000), ("B", "ut", 5_000));
        trade.Board = trade.Board.With(Listing(ByWeight, "KGM", 1, 0.5m) with { Member = "ut" }) with { Rules = ShopRules.Usual with { CashLimit = 0 } };
        var order = trade.Placed(PaymentRail.Cod, (ByWeight, 2));
        order.State.ShouldBe(OrderState.AwaitingConfirmation);

        Lots(order.Confirm(trade.Board with { Listings = trade.Board.Listings.Clear() }, By(5)).Value).ShouldBe([("B", 2m)]);
    }

    [Fact]
    public void An_order_that_was_stored_before_the_seller_was_kept_still_gets_goods_of_its_product()
    {
        var trade = new ATrade(("A", "ba", 5_000));
        var order = trade.Do(trade.Placed(PaymentRail.Card, (ByWeight, 2)), known => known.Expire(By(60)));
        var old = order with { Lines = [.. order.Lines.Select(line => line with { Seller = null, OnlyLots = null })] };

        Lots(Paid(old, trade.Board with { Listings = trade.Board.Listings.Clear() })).ShouldBe([("A", 2m)]);
    }

    [Fact]
    public void A_late_payment_needs_no_goods_for_a_line_that_was_recalled()
    {
        var trade = new ATrade(("A", "ba", 2_000), ("B", "ut", 5_000));
        var order = trade.Placed(PaymentRail.Card, (ByWeight, 2), (ByWeight, 3));
        order = trade.Do(order, known => known.TakeOut("r1", new HashSet<LotId> { IdOf("A") }, By(1)));
        order = trade.Do(order, known => known.Expire(By(60)));
        trade.Board = trade.Board with { Lots = trade.Board.Lots.Remove(IdOf("A").Key) };

        var paid = Paid(order, trade.Board);

        (paid.State, paid.Refunds.Count).ShouldBe((OrderState.Paid, 0));
        Lots(paid).ShouldBe([("B", 3m)]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_delivery_that_failed_has_come_back_once_a_recall_took_all_of_it(bool failedFirst)
    {
        var trade = new ATrade(("A", "ba", 5_000));
        var (recall, order) = (new HashSet<LotId> { IdOf("A") }, trade.Shipped(2));

        order = trade.Do(order, known => failedFirst ? known.FailDelivery(By(3)) : known.TakeOut("r1", recall, By(3)));
        order = trade.Do(order, known => failedFirst ? known.TakeOut("r1", recall, By(4)) : known.FailDelivery(By(4)));

        (order.State, order.Open().Amount, order.Returns.Single().Restocked).ShouldBe((OrderState.Returned, 0L, false));
        OrderBooks.PositionOf(order).Postings().ShouldBeEmpty();
        (trade.Lot("A")!.Left, trade.Lot("A")!.Sold).ShouldBe((3_000, 0));
    }

    [Fact]
    public void A_delivery_that_failed_waits_for_what_a_recall_left_of_it()
    {
        var trade = new ATrade(("A", "ba", 1_000), ("B", "ut", 5_000));
        var order = trade.Do(trade.Shipped(2), known => known.FailDelivery(By(3)));

        order = trade.Do(order, known => known.TakeOut("r1", new HashSet<LotId> { IdOf("A") }, By(4)));

        order.State.ShouldBe(OrderState.DeliveryFailed);
        trade.Back(order, "B", 1).State.ShouldBe(OrderState.Returned);
    }

    [Theory]
    [InlineData("packed")]
    [InlineData("recalled")]
    [InlineData("returned")]
    public void A_line_of_which_nothing_is_left_awaits_no_price(string how)
    {
        var trade = new ATrade(("A", "ba", 2_000), ("B", "ut", 5_000));
        var order = trade.Placed(PaymentRail.Cod, (ByWeight, 2), (ByWeight, 1));
        order = order with { Lines = [order.Lines[0] with { PriceOpen = true, Price = new Money(0, Money.Vnd), Total = new Money(0, Money.Vnd) }, order.Lines[1]] };
        order = trade.Do(order, known => known.Pack(how == "packed" ? Weights((1, 0)) : new PackRequest(), trade.Board, By(1)));
        order = trade.Do(order, known => known.Ship("bay", null, By(2)));
        order = trade.Do(order, known => known.Deliver(By(3)));
        if (how == "recalled") order = trade.Do(order, known => known.TakeOut("r1", new HashSet<LotId> { IdOf("A") }, By(4)));
        if (how == "returned") order = trade.Back(order, "A", 2);

        order.AwaitsPrice().ShouldBeFalse();
        var paid = order.Receive(new OrderPayment("p", PaymentRail.Transfer, new Money(65_500, Money.Vnd), Now) { Into = Accounts.Bank, By = "tam" }, trade.Board, By(5)).Value;
        paid.Complete(By(6)).Value.State.ShouldBe(OrderState.Completed);
    }

    [Fact]
    public void An_order_that_comes_to_nothing_awaits_no_price()
    {
        var trade = new ATrade(("A", "ba", 2_000));
        var order = trade.Placed(PaymentRail.Cod, (ByWeight, 2));
        order = order with { Lines = [order.Lines[0] with { PriceOpen = true }] };

        order.AwaitsPrice().ShouldBeTrue();
        order.Cancel(By(1)).Value.AwaitsPrice().ShouldBeFalse();
    }

    private static Order Paid(Order order, Board board) =>
        order.Receive(new OrderPayment("cs_1", PaymentRail.Card, order.Total, Now.AddMinutes(90)), board, By(90)).Value;
}
