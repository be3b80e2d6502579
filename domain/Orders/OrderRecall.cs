using AgriTrace.Domain.Traceability;

namespace AgriTrace.Domain.Orders;

/// <summary>Takes recalled goods out of an order: the buyer owes nothing for them, and gets back what they paid.</summary>
public static class OrderRecall
{
    /// <summary>
    /// Goods that are out count as thrown away, and whoever was credited for them is debited; those still in the house go back into the lot,
    /// which is held. An order of which nothing else is left is cancelled; where it was out it keeps its state, and counts as returned where its
    /// delivery had failed.
    /// </summary>
    /// <param name="recall">Its id: a second time changes nothing.</param>
    public static Result<Order> TakeOut(this Order order, string recall, IReadOnlySet<LotId> lots, OrderActor by)
    {
        var key = $"recall:{recall}";
        if (!order.HoldsAny(lots)) return order;

        var isOut = OrderStates.IsOut(order.State);
        var (lines, returns) = (order.Lines.ToArray(), order.Returns.ToList());
        for (var index = 0; index < lines.Length; index++)
            foreach (var part in lines[index].Allocations.Where(part => lots.Contains(part.Lot)).ToArray())
            {
                if (isOut) returns.Add(new OrderReturn(index, part.Lot, part.Quantity, part.Stock, Restocked: false, by.Name, by.At));
                lines[index] = lines[index].Without(part);
            }

        var isAll = lines.All(line => line.Allocations.Count == 0);
        if (isAll && !isOut) return order.Go(OrderState.Cancelled).Then(after => after.Done(order, by with { Key = key }, Recalled));
        var after = order with { Lines = lines, Returns = returns, Allowances = ReturnGoods.Fitting(order.Allowances, lines) };
        // Nobody pays for the delivery of what they must throw away.
        if (isAll && order.Delivery is { } delivery) after = after with { Delivery = delivery with { Fee = delivery.Fee with { Amount = 0 } } };
        return after.Done(order, by with { Key = key }, Recalled);
    }

    /// <summary>The action, as the history has it.</summary>
    public const string Recalled = "recalled";

    /// <summary>Whether an order holds goods of these lots, or has sold them.</summary>
    public static bool HoldsAny(this Order order, IReadOnlySet<LotId> lots) => !OrderStates.IsVoid(order.State) && order.Allocations().Any(part => lots.Contains(part.Lot));
}
