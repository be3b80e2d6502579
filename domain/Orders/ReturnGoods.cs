namespace AgriTrace.Domain.Orders;

/// <param name="Line">Counted from one.</param>
/// <param name="Quantity">In the line's unit.</param>
/// <param name="Restock">For sale again; else it is thrown away.</param>
public sealed record ReturnedGoods(int Line, string Lot, decimal Quantity, bool Restock);

/// <summary>Goods come back: all of them, or some.</summary>
public static class ReturnGoods
{
    /// <param name="goods">Once for each line, lot and what becomes of it.</param>
    public static Result<Order> TakeBack(this Order order, IReadOnlyList<ReturnedGoods> goods, OrderActor by)
    {
        if (order.State is not (OrderState.DeliveryFailed or OrderState.Delivered or OrderState.Disputed)) return OrderErrors.NotNow(order.State, "Only goods that were delivered, or whose delivery failed, can come back.");
        var (lines, returns, faults) = (order.Lines.ToArray(), order.Returns.ToList(), new List<FieldFault>());
        for (var index = 0; index < goods.Count; index++)
        {
            var (line, lot, quantity, restock) = goods[index];
            if (Taken(lines, line - 1, lot, quantity) is not { } part) faults.Add(new($"$.goods[{index}]", "is not what this line has of this lot."));
            // What was packed in parts of a piece once can still come back as it is.
            else if (!lines[line - 1].Allocations.Contains(part) && Quantity.PartOfPiece($"$.goods[{index}].quantity", quantity, lines[line - 1].Unit) is { } fault) faults.Add(fault);
            else
            {
                returns.Add(new OrderReturn(line - 1, part.Lot, quantity, part.Stock, restock, by.Name, by.At));
                lines[line - 1] = Without(lines[line - 1], part);
            }
        }

        if (faults.Count > 0) return OrderErrors.Lines(faults);
        var isAll = lines.All(line => line.Allocations.Count == 0);
        if (!isAll && order.State == OrderState.DeliveryFailed) return OrderErrors.Lines([new("$.goods", "must be all of the goods of a delivery that failed.")]);
        // An order that came back as a whole still says what it was for.
        return isAll
            ? order.Go(OrderState.Returned).Then(after => (after with { Returns = returns, Allowances = [] }).Done(order, by, "returned"))
            : (order with { Lines = lines, Returns = returns, Allowances = Fitting(order.Allowances, lines) }).Done(order, by, "returned-in-part");
    }

    /// <summary>What comes back of an allocation, with its part of the stock; null where there is no such amount.</summary>
    private static Allocation? Taken(OrderLine[] lines, int line, string lot, decimal quantity)
    {
        if (line < 0 || line >= lines.Length || quantity <= 0 || lines[line].Allocations.FirstOrDefault(part => part.Lot.Lot == lot) is not { } held || quantity > held.Quantity) return null;
        return held with { Quantity = quantity, Stock = quantity == held.Quantity ? held.Stock : (long)(held.Stock * quantity / held.Quantity) };
    }

    internal static OrderLine Without(this OrderLine line, Allocation part)
    {
        var left = line.Allocations.Select(one => one.Lot == part.Lot ? one with { Quantity = one.Quantity - part.Quantity, Stock = one.Stock - part.Stock } : one).Where(one => one.Quantity > 0).ToArray();
        var quantity = left.Sum(one => one.Quantity);
        return line with { Ordered = line.Wanted, Quantity = quantity, Allocations = left, Total = line.Price.Times(quantity)! };
    }

    /// <summary>A discount never is more than what is left of its line.</summary>
    internal static OrderAllowance[] Fitting(IReadOnlyList<OrderAllowance> allowances, OrderLine[] lines)
    {
        var left = lines.Select(line => line.Total.Amount).ToArray();
        return [.. allowances.Select(one =>
        {
            var fits = Math.Min(one.Amount.Amount, left[one.Line]);
            left[one.Line] -= fits;
            return one with { Amount = one.Amount with { Amount = fits } };
        }).Where(one => one.Amount.Amount > 0)];
    }
}
