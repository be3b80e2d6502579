using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability;

namespace AgriTrace.Domain.Tests.Orders;

public sealed class PlaceOrderTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 1, 0, 0, TimeSpan.Zero);
    private static readonly ProductId Pomelo = new("09521234543213");
    private static readonly Guid ByWeight = Guid.Parse("00000000-0000-0000-0000-000000000001");
    private static readonly Guid ByPiece = Guid.Parse("00000000-0000-0000-0000-000000000002");

    private static Board BoardWith(params (string Lot, long Grams, int Day, bool Held)[] lots) => lots.Aggregate(
        Board.Empty("HTX", "Vĩnh Long").With(Listing(ByWeight, "KGM", 1, 0.5m)).With(Listing(ByPiece, "H87", 1.2m, 1)),
        (board, lot) => board.With(new BoardLot(
            new LotId(Pomelo, lot.Lot), "m1", "KGM", lot.Grams, 0, 0, Now, new DateOnly(2026, 12, lot.Day), lot.Held ? ["H"] : null)));

    private static BoardListing Listing(Guid id, string unit, decimal perUnit, decimal step) =>
        new(id, Pomelo, new LocalText("Bưởi", "Pomelo"), null, [], new Money(65_500, Money.Vnd), unit, "KGM", perUnit, step, step, Now, "");

    private static OrderRequest Request(Guid listing, decimal quantity, PaymentRail rail = PaymentRail.Cod) =>
        new("htx", [new OrderLineRequest(listing, quantity)], new Buyer("Mai", "0912345678", "Cần Thơ"), rail);

    private static Result<PlacedOrder> Decide(Board board, OrderRequest request) => PlaceOrder.Decide(board, request, new PlacedBy("id", "token", Now, ["phone", "network"]));

    [Fact]
    public void An_order_of_far_too_many_lines_is_refused_by_few_words()
    {
        var lines = Enumerable.Repeat(new OrderLineRequest(ByWeight, -1), 10_000).ToArray();

        var faults = (Request(ByWeight, 1) with { Lines = lines }).Check().Error!.Faults;

        faults[0].Path.ShouldBe("$.lines");
        faults.Count.ShouldBe(1 + OrderRequest.MaxLines);
    }

    [Fact]
    public void A_held_lot_is_never_sold_from() =>
        Decide(BoardWith(("A", 5000, 1, true)), Request(ByWeight, 1)).Error!.Code.ShouldBe("out-of-stock");

    [Fact]
    public void A_lot_past_its_expiry_date_is_not_sold()
    {
        var board = BoardWith(("OLD", 5000, 1, false));
        var expired = board.With(board.Lots.Values.Single() with { ExpiresOn = new DateOnly(2026, 11, 21) });

        Decide(expired, Request(ByWeight, 1)).Error!.Code.ShouldBe("out-of-stock");
        Decide(board.With(board.Lots.Values.Single() with { ExpiresOn = new DateOnly(2026, 11, 22) }), Request(ByWeight, 1)).IsOk.ShouldBeTrue("on its last day it is");
    }

    [Fact]
    public void A_lot_that_is_counted_in_another_unit_is_not_sold_by_a_listing()
    {
        var board = BoardWith(("A", 5000, 1, false));

        Decide(board.With(board.Lots.Values.Single() with { Unit = "H87" }), Request(ByPiece, 1)).Error!.Code.ShouldBe("out-of-stock");
    }

    [Fact]
    public void The_same_order_is_the_same_however_its_numbers_are_written() =>
        Request(ByWeight, 3.50m).Fingerprint().ShouldBe(Request(ByWeight, 3.5m).Fingerprint());

    [Fact]
    public void A_piece_is_never_served_from_two_lots()
    {
        var board = BoardWith(("A", 2300, 1, false), ("B", 1300, 2, false));

        var placed = Decide(board, Request(ByPiece, 2)).Value;

        placed.Order.Allocations().Select(part => (part.Lot.Lot, part.Quantity, part.Stock)).ShouldBe([("A", 1m, 1200L), ("B", 1m, 1200L)]);
        Decide(board, Request(ByPiece, 3)).Error!.Facts["left"].ShouldBe(new Quantity(2, "H87"));
    }

    [Fact]
    public void The_same_listing_on_two_lines_shares_one_stock()
    {
        var request = Request(ByWeight, 3) with { Lines = [new(ByWeight, 3), new(ByWeight, 3)] };

        Decide(BoardWith(("A", 5000, 1, false)), request).Error!.Code.ShouldBe("out-of-stock");
    }

    [Fact]
    public void A_card_order_waits_and_keeps_the_second_at_which_its_page_closes()
    {
        var order = Decide(BoardWith(("A", 5000, 1, false)), Request(ByWeight, 1, PaymentRail.Card)).Value.Order;

        order.State.ShouldBe(OrderState.AwaitingPayment);
        order.PayBefore.ShouldBe(Now + PlaceOrder.PaymentTime);
    }

    [Fact]
    public void A_payment_that_is_reported_twice_counts_once_and_one_that_is_short_does_not_pay_the_order()
    {
        var order = Decide(BoardWith(("A", 5000, 1, false)), Request(ByWeight, 1, PaymentRail.Card)).Value.Order;
        var part = new OrderPayment("cs_1", PaymentRail.Card, new Money(60_000, Money.Vnd), Now);

        var (board, by) = (BoardWith(("A", 5000, 1, false)), new OrderActor(OrderActor.Platform, Now));
        var once = order.Receive(part, board, by).Value;
        once.State.ShouldBe(OrderState.AwaitingPayment);
        once.Receive(part, board, by).Value.ShouldBeSameAs(once);
        once.Receive(part with { Amount = new Money(60_001, Money.Vnd) }, board, by).Error!.Code.ShouldBe("payment-differs");
        once.Receive(part with { Id = "cs_2", Amount = new Money(5_500, Money.Vnd) }, board, by).Value.State.ShouldBe(OrderState.Paid);
        once.Receive(part with { Id = "cs_3", Amount = new Money(1, "USD") }, board, by).Error!.Code.ShouldBe("other-currency");
    }

    [Fact]
    public void A_paid_order_cannot_expire() =>
        (Decide(BoardWith(("A", 5000, 1, false)), Request(ByWeight, 1)).Value.Order with { State = OrderState.Paid }).Expire(new OrderActor(OrderActor.Platform, Now)).Error!.Code.ShouldBe("order-state");

    [Fact]
    public void A_lot_that_is_sold_and_held_by_no_order_leaves_the_board()
    {
        var (order, board) = Decide(BoardWith(("A", 1000, 1, false)), Request(ByWeight, 1, PaymentRail.Card)).Value;

        board.Lots.ShouldNotBeEmpty();
        board.Move(order.Allocations(), (lot, stock) => lot with { Reserved = lot.Reserved - stock, Sold = lot.Sold + stock }).Lots.ShouldBeEmpty();
    }

    [Fact]
    public void Transfers_above_the_limit_of_a_day_keep_their_goods_for_two_hours_only()
    {
        var board = BoardWith(("A", 90_000, 1, false));
        var first = Decide(board, Request(ByWeight, 20, PaymentRail.Transfer)).Value;

        var second = Decide(first.Board, Request(ByWeight, 20, PaymentRail.Transfer)).Value;

        first.Order.PayBefore.ShouldBe(Now + PlaceOrder.TransferTime);
        (second.Order.State, second.Order.PayBefore).ShouldBe((OrderState.AwaitingPayment, Now + PlaceOrder.ShortTransferTime));
        second.Order.Allocations().Sum(part => part.Stock).ShouldBe(20_000);
        Decide(second.Board, Request(ByWeight, 5, PaymentRail.Transfer)).Value.Order.PayBefore.ShouldBe(Now + PlaceOrder.TransferTime, "what was held shortly does not count");
        Decide(first.Board, Request(ByWeight, 20)).Value.Order.State.ShouldBe(OrderState.AwaitingConfirmation, "cash and transfers count together");
    }

    [Fact]
    public void Transfers_that_staff_enter_do_not_count() =>
        PlaceOrder.Decide(BoardWith(("A", 90_000, 1, false)), Request(ByWeight, 60, PaymentRail.Transfer), new PlacedBy("id", "token", Now, ["phone", "network"], "tam"))
            .Value.Order.PayBefore.ShouldBe(Now + PlaceOrder.TransferTime);
}
