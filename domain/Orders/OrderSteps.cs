namespace AgriTrace.Domain.Orders;

/// <summary>The steps of an order that need nothing but the order. Each is a pure decision; a step that was done already is the same order.</summary>
public static class OrderSteps
{
    /// <summary>The actions by which the board learns that a buyer did not take what they had ordered.</summary>
    internal const string DeliveryFailed = "delivery-failed", NoShow = "no-show";

    /// <summary>The action of a refund that went out.</summary>
    internal const string Refunded = "refunded";

    /// <param name="noShow">The buyer did not come for the goods.</param>
    public static Result<Order> Cancel(this Order order, OrderActor by, bool noShow = false)
    {
        if (order.State == OrderState.Cancelled) return order;
        return order.Go(OrderState.Cancelled).Then(after => after.Done(order, by, noShow ? NoShow : "cancelled"));
    }

    /// <summary>The buyer may cancel until somebody begins to pack.</summary>
    public static bool MayBuyerCancel(this Order order) =>
        order.State is OrderState.AwaitingPayment or OrderState.AwaitingConfirmation or OrderState.Confirmed or OrderState.Paid;

    /// <summary>Ends an order whose time is over: one that is not paid, or not confirmed. Twice is the same as once.</summary>
    /// <param name="by">Who is sure of it: for a card, the provider.</param>
    public static Result<Order> Expire(this Order order, OrderActor by)
    {
        if (order.State == OrderState.Expired) return order;
        return order.Go(OrderState.Expired).Then(after => after.Done(order, by, "expired"));
    }

    /// <summary>The goods leave the house. Said again with another carrier or number, it corrects what was said before.</summary>
    /// <param name="who">The driver or carrier; null where it is known already.</param>
    public static Result<Order> Ship(this Order order, string? who, string? tracking, OrderActor by)
    {
        if (order.Delivery is not { Kind: not DeliveryKind.Pickup } delivery) return OrderErrors.NotNow(order.State, "The buyer comes for this order; say that it is delivered when they have it.");
        if (delivery is { Kind: DeliveryKind.Carrier, By: null } && who is null) return OrderErrors.Lines([new("$.by", "is missing: say which carrier takes it, for its list will be held against it.")]);
        var given = delivery with { By = who ?? delivery.By, Tracking = tracking ?? delivery.Tracking };
        if (order.State == OrderState.Packed && order.LacksPrepayment()) return OrderErrors.NotPaid(order.State);
        if (order.State != OrderState.Shipped) return order.Go(OrderState.Shipped).Then(after => (after with { Delivery = given }).Done(order, by, "shipped"));
        if (given == delivery) return order;
        // Whoever took cash for the order has to hand it in: the books must not forget who that is.
        var holder = HandOverInput.AccountOf(order, driver: null);
        if (delivery.By is not null && given.By != delivery.By && order.Payments.Any(payment => payment.Voided is null && payment.Into == holder)) return OrderErrors.CashIsWith(holder);
        return (order with { Delivery = given }).Done(order, by, "shipped");
    }

    /// <summary>The buyer has the goods.</summary>
    public static Result<Order> Deliver(this Order order, OrderActor by)
    {
        if (order.State == OrderState.Delivered) return order;
        if (order is { State: OrderState.Packed, Delivery.Kind: not DeliveryKind.Pickup }) return OrderErrors.NotNow(order.State, "This order has to be shipped first.");
        if (order.State == OrderState.Packed && order.LacksPrepayment()) return OrderErrors.NotPaid(order.State);
        return order.Go(OrderState.Delivered).Then(after => after.Done(order, by, "delivered"));
    }

    /// <summary>Refused at the door, or nobody there.</summary>
    public static Result<Order> FailDelivery(this Order order, OrderActor by)
    {
        if (order.State == OrderState.DeliveryFailed) return order;
        return order.Go(OrderState.DeliveryFailed).Then(after => after.Done(order, by, DeliveryFailed));
    }

    public static Result<Order> Dispute(this Order order, OrderActor by)
    {
        if (order.State == OrderState.Disputed) return order;
        return order.Go(OrderState.Disputed).Then(after => after.Done(order, by, "disputed"));
    }

    /// <summary>Nothing is open any more, of goods and of money.</summary>
    public static Result<Order> Complete(this Order order, OrderActor by)
    {
        if (order.State == OrderState.Completed) return order;
        if (order.AwaitsPrice()) return OrderErrors.NotNow(order.State, "A price of it is still open; enter it first.");
        if (!order.IsPaidInFull()) return OrderErrors.NotNow(order.State, $"The buyer still owes {order.Open()} for it.");
        return order.Go(OrderState.Completed).Then(after => after.Done(order, by, "completed"));
    }

    /// <summary>A discount on a line after the goods left, such as for a weight that was disputed on arrival.</summary>
    /// <param name="line">Counted from zero.</param>
    public static Result<Order> Allow(this Order order, int line, Money amount, OrderActor by)
    {
        if (!OrderStates.IsOut(order.State)) return OrderErrors.NotNow(order.State, "A discount is for goods that have left; before that, weights and prices can be entered as they are.");
        if (line < 0 || line >= order.Lines.Count) return OrderErrors.Lines([new("$.line", $"must be 1 to {order.Lines.Count}.")]);
        var left = order.Lines[line].Total.Amount - order.Allowances.Where(one => one.Line == line).Sum(one => one.Amount.Amount);
        if (amount.Currency != order.Total.Currency || amount.Amount <= 0 || amount.Amount > left) return OrderErrors.Lines([new("$.amount", $"must be 1 to {left} {order.Total.Currency}.")]);
        return (order with { Allowances = [.. order.Allowances, new OrderAllowance(line, amount, by.Reason ?? string.Empty, by.Name, by.At)] }).Done(order, by, "allowance");
    }

    /// <summary>Enters prices that were left open.</summary>
    /// <param name="prices">For one unit, by line, counted from zero.</param>
    public static Result<Order> SetPrices(this Order order, IReadOnlyDictionary<int, Money> prices, OrderActor by)
    {
        if (OrderStates.IsVoid(order.State)) return OrderErrors.NotNow(order.State, "Nothing is sold by this order any more.");
        var (faults, lines) = (new List<FieldFault>(), order.Lines.ToArray());
        foreach (var (index, price) in prices)
        {
            if (index < 0 || index >= lines.Length || !lines[index].PriceOpen) faults.Add(new($"$.prices[{index}]", "is no line whose price is open."));
            else if (price.Currency != order.Total.Currency || price.Amount is <= 0 or > Catalogue.CatalogueErrors.MaxPrice || price.Times(lines[index].Quantity) is not { } total)
                faults.Add(new($"$.prices[{index}]", $"must be 1 to {Catalogue.CatalogueErrors.MaxPrice} {order.Total.Currency}."));
            else lines[index] = lines[index] with { Price = price, Total = total, PriceOpen = false };
        }

        return faults.Count > 0 ? OrderErrors.Lines(faults) : (order with { Lines = lines }).Done(order, by, "priced");
    }

    /// <summary>A refund went out, from an account of the ledger.</summary>
    public static Result<Order> SendRefund(this Order order, string refund, string from, OrderActor by)
    {
        if (order.Refunds.FirstOrDefault(one => one.Id == refund) is not { State: not RefundState.Void } known) return OrderErrors.NoSuchRefund(refund);
        if (known.State == RefundState.Sent) return order;
        if (known is { Rail: PaymentRail.Card, Trouble: null } && by.Name != OrderActor.Platform) return OrderErrors.NotNow(order.State, "This refund goes back to the card by itself.");
        return order.With(known with { State = RefundState.Sent, From = from, By = by.Name, At = by.At, Trouble = null }).Done(order, by, Refunded);
    }

    /// <summary>A refund cannot be sent by itself; somebody must do it.</summary>
    public static Result<Order> MarkRefund(this Order order, string refund, string trouble, OrderActor by)
    {
        if (order.Refunds.FirstOrDefault(one => one.Id == refund) is not { State: RefundState.Due } known) return order;
        return known.Trouble == trouble ? order : order.With(known with { Trouble = trouble }).Done(order, by, "refund-failed");
    }

    /// <summary>When something is to be done for the order by itself: it expires, or a refund goes out. Null for never.</summary>
    public static DateTimeOffset? NextErrand(this Order order)
    {
        if (order.RefundsToSend().FirstOrDefault() is { } refund) return refund.At;
        return order.State is OrderState.AwaitingPayment or OrderState.AwaitingConfirmation ? order.PayBefore : null;
    }

    /// <summary>Those that the payment provider can send.</summary>
    public static IEnumerable<OrderRefund> RefundsToSend(this Order order) =>
        order.Refunds.Where(refund => refund is { Rail: PaymentRail.Card, State: RefundState.Due, Trouble: null });

    private static Order With(this Order order, OrderRefund refund) => order with { Refunds = [.. order.Refunds.Select(one => one.Id == refund.Id ? refund : one)] };
}
