using AgriTrace.Domain.Traceability;

namespace AgriTrace.Domain.Orders;

/// <summary>What an order takes of the stock. As with the books, a change moves the difference of two positions.</summary>
public static class StockMoves
{
    /// <param name="Lost">Came back and was thrown away.</param>
    private readonly record struct Position(long Reserved, long Sold, long Lost)
    {
        public static Position operator +(Position one, Position other) => new(one.Reserved + other.Reserved, one.Sold + other.Sold, one.Lost + other.Lost);

        public static Position operator -(Position one) => new(-one.Reserved, -one.Sold, -one.Lost);
    }

    /// <summary>The lots whose stock a change moves.</summary>
    public static IReadOnlyCollection<LotId> Lots(Order? before, Order after) => Between(before, after).Keys;

    /// <summary>The board after a change of an order; the same board where no stock moves.</summary>
    /// <param name="absent">Lots that have left the board and that goods came back to: as they would be there with nothing left.</param>
    /// <returns>Refused where a lot has less than is wanted of it.</returns>
    public static Result<Board> Apply(Board board, Order? before, Order after, IReadOnlyDictionary<LotId, BoardLot>? absent = null)
    {
        foreach (var (id, move) in Between(before, after))
        {
            if ((board.Lots.GetValueOrDefault(id.Key) ?? absent?.GetValueOrDefault(id)) is not { } lot) return OrderErrors.LotShort(id, 0, string.Empty);
            // Whatever was packed: nothing of a lot that is held leaves the house.
            if (move.Sold > 0 && lot.Held) return OrderErrors.LotUnfit("$", id.Lot, "it is held");
            var sold = lot.Sold + move.Sold;
            // More came back than was sold since the lot is on the board again: it was sold before, and is received anew.
            var next = lot with { Reserved = lot.Reserved + move.Reserved, Sold = Math.Max(0, sold), Received = lot.Received - move.Lost - Math.Min(0, sold) };
            if (next.Left < 0) return OrderErrors.LotShort(id, lot.Left, lot.Unit);
            board = board.After(next);
        }

        return NoShow(board, before, after);
    }

    private static Board NoShow(Board board, Order? before, Order after) =>
        before is not null && after.PhoneMark is { } phone && after.History.Skip(before.History.Count).FirstOrDefault(change => change.Action is OrderSteps.NoShow or OrderSteps.DeliveryFailed) is { } change
            ? board with { Watch = (board.Watch ?? CashWatch.Empty).Missed(phone, Reconciliation.Period.DayOf(change.At)) }
            : board;

    /// <summary>What an order takes of each lot as it is, in thousandths.</summary>
    public static IEnumerable<(LotId Lot, long Reserved, long Sold, long Lost)> Held(Order order) =>
        PositionOf(order).Select(lot => (lot.Key, lot.Value.Reserved, lot.Value.Sold, lot.Value.Lost));

    private static Dictionary<LotId, Position> Between(Order? before, Order after)
    {
        var moves = PositionOf(after);
        if (before is not null)
            foreach (var (lot, was) in PositionOf(before)) moves[lot] = moves.GetValueOrDefault(lot) + -was;
        return moves.Where(move => move.Value != default).ToDictionary();
    }

    private static Dictionary<LotId, Position> PositionOf(Order order)
    {
        var (isOut, positions) = (OrderStates.IsOut(order.State), new Dictionary<LotId, Position>());
        if (!OrderStates.IsVoid(order.State) && order.State != OrderState.AwaitingConfirmation)
            foreach (var part in order.Allocations())
                positions[part.Lot] = positions.GetValueOrDefault(part.Lot) + (isOut ? new Position(0, part.Stock, 0) : new Position(part.Stock, 0, 0));
        foreach (var back in order.Returns.Where(back => !back.Restocked)) positions[back.Lot] = positions.GetValueOrDefault(back.Lot) + new Position(0, 0, back.Stock);
        return positions;
    }
}
