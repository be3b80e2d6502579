using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability;

namespace AgriTrace.Domain.Tests.Orders;

/// <summary>A shop that sells pomelos by weight and by the piece, and whose stock moves with its orders as the store moves it.</summary>
internal sealed class ATrade
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 1, 0, 0, TimeSpan.Zero);
    public static readonly Guid ByWeight = Guid.Parse("00000000-0000-0000-0000-000000000001"), ByPiece = Guid.Parse("00000000-0000-0000-0000-000000000002");

    private static readonly ProductId Pomelo = new("09521234543213");
    private readonly Dictionary<LotId, BoardLot> known = [];
    private int ids;

    /// <param name="lots">Number, whose it is, and how much in thousandths of a kilogram; the first expires first.</param>
    public ATrade(params (string Lot, string Member, long Stock)[] lots)
    {
        Board = Board.Empty("HTX", "Vĩnh Long").With(Listing(ByWeight, "KGM", 1, 0.5m)).With(Listing(ByPiece, Quantity.Piece, 1.2m, 1)) with { Rules = ShopRules.Usual with { CashLimit = ShopRules.MaxCashLimit } };
        foreach (var (number, member, stock) in lots)
        {
            var lot = new BoardLot(IdOf(number), member, "KGM", stock, 0, 0, Now, new DateOnly(2026, 12, 1).AddDays(known.Count));
            (known[lot.Id], Board) = (lot, Board.With(lot));
        }
    }

    public Board Board { get; set; }

    public static LotId IdOf(string lot) => new(Pomelo, lot);

    public static OrderActor By(int minute = 0, string? key = null) => new("tam", Now.AddMinutes(minute), "vì vậy", key);

    public static BoardListing Listing(Guid id, string unit, decimal perUnit, decimal step) =>
        new(id, Pomelo, new LocalText("Bưởi", "Pomelo"), null, [], new Money(65_500, Money.Vnd), unit, "KGM", perUnit, step, step, Now, string.Empty);

    public BoardLot? Lot(string number) => Board.Lots.GetValueOrDefault(IdOf(number).Key);

    public Result<PlacedOrder> Decide(PaymentRail rail, params OrderLineRequest[] lines) => PlaceOrder.Decide(
        Board, new OrderRequest("htx", lines, new Buyer("Mai", "+84912345678", "Cần Thơ"), rail), new PlacedBy($"order{++ids}", "token", Now, ["phone", "network"]));

    public Order Placed(PaymentRail rail, params (Guid Listing, decimal Quantity)[] lines)
    {
        var placed = Decide(rail, [.. lines.Select(line => new OrderLineRequest(line.Listing, line.Quantity))]).Value;
        Board = placed.Board;
        return placed.Order;
    }

    /// <summary>An order of a weight that is packed and on its way.</summary>
    public Order Shipped(decimal weight) => Do(Do(Placed(PaymentRail.Cod, (ByWeight, weight)), order => order.Pack(new PackRequest(), Board, By(1))), order => order.Ship("bay", null, By(2)));

    /// <summary>Does a change, and moves the stock with it.</summary>
    public Order Do(Order order, Func<Order, Result<Order>> change)
    {
        var after = AgriTraceJson.Read<Order>(AgriTraceJson.Write(change(order).Value));
        Board = StockMoves.Apply(Board, order, after, known.ToDictionary(lot => lot.Key, lot => lot.Value with { Received = 0, Again = true })).Value;
        return after;
    }

    public Order Back(Order order, string lot, decimal quantity, bool restock = true) => Do(order, known => known.TakeBack([new ReturnedGoods(1, lot, quantity, restock)], By(4)));
}
