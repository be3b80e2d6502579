using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability.Holds;

namespace AgriTrace.Domain.Traceability.Recalls;

/// <summary>Where the goods of a lot are. Made is in stock, sold and consumed together.</summary>
/// <param name="InStock">Still in the house, what orders hold of it included.</param>
/// <param name="Sold">Gone from the stock with an order.</param>
/// <param name="Consumed">Went into other lots, or was discarded or lost.</param>
public sealed record Whereabouts(Quantity Made, Quantity InStock, Quantity Sold, Quantity Consumed)
{
    /// <param name="made">In the product's unit.</param>
    /// <param name="board">Null for a lot that is sold out or used up.</param>
    /// <param name="sold">In thousandths, as the orders say it: the board forgets what was sold of a lot that has left it.</param>
    public static Whereabouts Of(Quantity made, BoardLot? board, long sold)
    {
        var (all, stock) = (made.ToThousandths(), board is null ? 0 : board.Left + board.Reserved);
        Quantity In(long thousandths) => Quantity.OfThousandths(thousandths, made.Unit);
        return new Whereabouts(made, In(stock), In(sold), In(Math.Max(0, all - stock - sold)));
    }

    /// <summary>Added up, unit by unit.</summary>
    public static RecallQuantities Sum(IReadOnlyCollection<Whereabouts> all)
    {
        IReadOnlyList<Quantity> Of(Func<Whereabouts, Quantity> part) =>
            [.. all.Select(part).GroupBy(quantity => quantity.Unit).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new Quantity(group.Sum(quantity => quantity.Value), group.Key))];
        return new RecallQuantities(Of(one => one.Made), Of(one => one.InStock), Of(one => one.Sold), Of(one => one.Consumed));
    }
}

/// <summary>Sums over all affected lots, one for each unit. What one lot passed to another is made again there.</summary>
public sealed record RecallQuantities(IReadOnlyList<Quantity> Made, IReadOnlyList<Quantity> InStock, IReadOnlyList<Quantity> Sold, IReadOnlyList<Quantity> Consumed);

/// <param name="Gtin">Absent where the product has none; <paramref name="Product"/> then names it.</param>
/// <param name="Coop">Whose lot it is.</param>
/// <param name="Quantities">Null for a lot of another cooperative, which has a report of its own.</param>
public sealed record RecalledLot(string? Gtin, string? Product, string Lot, string Coop, string Path, Whereabouts? Quantities)
{
    public static RecalledLot Of(LotId lot, string coop, Whereabouts? quantities) =>
        new(lot.Product.IsGtin ? lot.Product.Key : null, lot.Product.IsGtin ? null : lot.Product.Name, lot.Lot, coop, lot.Path, quantities);
}

/// <param name="Quantity">In the unit of the order's line.</param>
public sealed record RecalledGoods(string Path, string Lot, Catalogue.LocalText Product, Quantity Quantity);

/// <summary>An order that holds affected goods.</summary>
/// <param name="Buyer">How to reach them; null where their data was erased.</param>
public sealed record RecalledOrder(string Id, string Code, OrderState Status, DateTimeOffset PlacedAt, Buyer? Buyer, IReadOnlyList<RecalledGoods> Goods)
{
    public static RecalledOrder Of(Order order, Buyer? buyer, IReadOnlySet<LotId> lots) => new(
        order.Id, order.Code, order.State, order.PlacedAt, buyer,
        [
            .. from line in order.Lines
               from part in line.Allocations
               where lots.Contains(part.Lot)
               select new RecalledGoods(part.Lot.Path, part.Lot.Lot, line.ProductName, new Quantity(part.Quantity, line.Unit)),
            .. from back in order.Returns
               where lots.Contains(back.Lot)
               let line = order.Lines[back.Line]
               select new RecalledGoods(back.Lot.Path, back.Lot.Lot, line.ProductName, new Quantity(back.Quantity, line.Unit)),
        ]);
}

/// <summary>What a recall reaches, as one cooperative sees it.</summary>
/// <param name="RecallId">Null for a drill.</param>
/// <param name="StartedBy">The cooperative whose recall it is.</param>
/// <param name="Whole">False where others told of more than a trace looks at: all that the cooperative told itself is here and blocked.</param>
/// <param name="ElapsedMilliseconds">Of a drill: from the call to the answer.</param>
public sealed record RecallReport(
    string? RecallId, bool Mock, string StartedBy, string Lot, string Reason, RecallSeverity Severity, DateTimeOffset StartedAt, HoldRelease? Lifted,
    IReadOnlyList<RecalledLot> Lots, IReadOnlyList<RecalledOrder> Orders, RecallQuantities Quantities, bool Whole = true, long? ElapsedMilliseconds = null);

/// <summary>What orders have of lots.</summary>
public static class Allocated
{
    /// <summary>Whether an order brought goods of these lots to a buyer, or is about to; also where they were taken out of it since.</summary>
    public static bool Concerns(this Order order, IReadOnlySet<LotId> lots) => order.HoldsAny(lots) || order.Returns.Any(back => lots.Contains(back.Lot));

    /// <summary>What left the house with them, in thousandths, by lot.</summary>
    public static IReadOnlyDictionary<LotId, long> Sold(IEnumerable<Order> orders) =>
        orders.SelectMany(StockMoves.Held).GroupBy(part => part.Lot).ToDictionary(group => group.Key, group => group.Sum(part => part.Sold));
}
