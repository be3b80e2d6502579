using AgriTrace.Domain.Reconciliation;
using AgriTrace.Domain.Traceability;

namespace AgriTrace.Domain.Orders;

/// <summary>From which lot how much was packed.</summary>
/// <param name="Quantity">In the line's unit: the actual weight.</param>
public sealed record PackedLot(string Lot, decimal Quantity);

/// <summary>What was packed of a line.</summary>
/// <param name="Line">Counted from one, as people do.</param>
/// <param name="Quantity">The actual weight, from the lots that the line was given, or from what expires first where it was packed with none; null where <paramref name="Lots"/> say it.</param>
public sealed record PackedLine(int Line, decimal? Quantity = null, IReadOnlyList<PackedLot>? Lots = null);

/// <param name="Lines">Those that are not named are packed as ordered.</param>
/// <param name="BuyerAgreed">The buyer was asked and agrees to more than the limit.</param>
public sealed record PackRequest(IReadOnlyList<PackedLine>? Lines = null, bool BuyerAgreed = false);

/// <summary>Packing with actual weights (catch weight): lines, price and stock become what is really in the box.</summary>
public static class OrderPacking
{
    private const int MaxLots = 20;

    public static Result<Order> Pack(this Order order, PackRequest request, Board board, OrderActor by)
    {
        if (order.State == OrderState.Packed && request.Lines is null or []) return order;
        if (Faults(order, request) is { Count: > 0 } faults) return OrderErrors.Lines(faults);
        // Packed once more, with other weights, before it leaves.
        if (!(order.State == OrderState.Packed ? (Result<Order>)order : order.Go(OrderState.Packed)).Try(out var packed, out var error)) return error;

        var lines = order.Lines.ToArray();
        for (var index = 0; index < lines.Length; index++)
        {
            var wanted = request.Lines?.FirstOrDefault(one => one.Line == index + 1);
            if (!Packed(board, lines[index], index, wanted, request.BuyerAgreed, Period.DayOf(by.At)).Try(out var line, out error)) return error;
            // Two lines that are given lots anew do not get the same goods.
            if (lines[index].Allocations.Count == 0) board = board.Move(line.Allocations, (lot, stock) => lot with { Reserved = lot.Reserved + stock });
            lines[index] = line;
        }

        if (lines.All(line => line.Quantity == 0)) return OrderErrors.NothingPacked;
        if (order.State == OrderState.Packed && AgriTraceJson.Write(lines) == AgriTraceJson.Write(order.Lines)) return order;
        return (packed with { Lines = lines }).Done(order, by, "packed");
    }

    private static List<FieldFault> Faults(Order order, PackRequest request)
    {
        var faults = new List<FieldFault>();
        var seen = new HashSet<int>();
        var lines = request.Lines ?? [];
        if (lines.Count > order.Lines.Count) return [new("$.lines", $"must have at most {order.Lines.Count} lines.")];
        for (var index = 0; index < lines.Count; index++)
        {
            var (packed, at) = (lines[index], $"$.lines[{index}]");
            if (packed.Line < 1 || packed.Line > order.Lines.Count || !seen.Add(packed.Line)) faults.Add(new($"{at}.line", $"must be 1 to {order.Lines.Count}, each once."));
            if (packed.Quantity is null == packed.Lots is null) faults.Add(new(at, "must say either the quantity, or the lots with their quantities."));
            if (packed.Lots is { Count: 0 or > MaxLots }) faults.Add(new($"{at}.lots", $"must be 1 to {MaxLots} lots."));
            foreach (var quantity in (packed.Lots ?? []).Take(MaxLots).Select(lot => lot.Quantity)) Check($"{at}.lots.quantity", quantity, packed.Line);
            if (packed.Quantity is { } all and not 0) Check($"{at}.quantity", all, packed.Line);
        }

        return faults;

        void Check(string path, decimal quantity, int line)
        {
            Quantity.CheckValue(path, quantity, faults);
            if (line >= 1 && line <= order.Lines.Count && Quantity.PartOfPiece(path, quantity, order.Lines[line - 1].Unit) is { } part) faults.Add(part);
        }
    }

    private static Result<OrderLine> Packed(Board board, OrderLine line, int index, PackedLine? packed, bool buyerAgreed, DateOnly today)
    {
        if (!Parts(board, line, packed, today).Try(out var parts, out var error)) return error;
        var most = line.Wanted * (100 + line.MaxOver) / 100;
        var quantity = parts.Sum(part => part.Quantity);
        if (quantity > most && !buyerAgreed) return OrderErrors.OverWeight(index, line, most);
        foreach (var (lot, _) in parts)
            if (WhyNot(board, lot, line, today) is { } why) return OrderErrors.LotUnfit($"$.lines[{index}]", lot.Lot, why);
        if (line.Price.Times(quantity) is not { } total) return OrderErrors.Lines([new($"$.lines[{index}]", "is more than an order can hold.")]);
        return line with
        {
            Ordered = line.Wanted,
            Quantity = quantity,
            Total = total,
            Allocations = [.. parts.Select(part => new Allocation(part.Lot, part.Quantity, (long)decimal.Ceiling(part.Quantity * line.PerUnit * 1000)))],
        };
    }

    private static Result<List<(LotId Lot, decimal Quantity)>> Parts(Board board, OrderLine line, PackedLine? packed, DateOnly today) => packed switch
    {
        null => line.Allocations.Select(part => (part.Lot, part.Quantity)).ToList(),
        { Lots: { } lots } => lots.GroupBy(lot => lot.Lot).Select(same => (new LotId(line.Product, same.Key), same.Sum(lot => lot.Quantity))).ToList(),
        { Quantity: { } quantity } when line.Allocations.Count == 0 =>
            PlaceOrder.Allocate(board, ReceivePayment.ListingOf(board, line), quantity, today).Map(found => found.Select(part => (part.Lot, part.Quantity)).ToList()),
        _ => Spread(line, packed.Quantity!.Value),
    };

    /// <summary>Another weight of the same lots: in their order, and what is over from the last.</summary>
    private static List<(LotId Lot, decimal Quantity)> Spread(OrderLine line, decimal quantity)
    {
        var (parts, left) = (new List<(LotId, decimal)>(), quantity);
        for (var index = 0; index < line.Allocations.Count && left > 0; index++)
        {
            var take = index == line.Allocations.Count - 1 ? left : Math.Min(left, line.Allocations[index].Quantity);
            parts.Add((line.Allocations[index].Lot, take));
            left -= take;
        }

        return parts;
    }

    private static string? WhyNot(Board board, LotId lot, OrderLine line, DateOnly today) => board.Lots.GetValueOrDefault(lot.Key) switch
    {
        null => "it is not in stock",
        { Held: true } => "it is held",
        var known when known.ExpiresOn < today => "it has expired",
        var known when known.Unit != (line.StockUnit ?? known.Unit) => $"it is counted in {known.Unit}",
        _ => null,
    };
}
