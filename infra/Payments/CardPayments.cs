using AgriTrace.Domain;
using AgriTrace.Domain.Orders;
using AgriTrace.Infra.Orders;

namespace AgriTrace.Infra.Payments;

/// <summary>Cards, from the order to the money: opens payment pages and applies what Stripe reports. Without settings every call is refused.</summary>
public sealed class CardPayments(OrderStore orders, StripeCheckout? stripe)
{
    /// <summary>False where no provider is set up; ask before stock is held for nothing.</summary>
    public bool AreTaken => stripe is not null;

    /// <summary>The payment page of an order. A repeat leads to the same page; where the order has changed since, the page that it had is closed first.</summary>
    public async Task<Result<string>> Page(Order order, CancellationToken cancel)
    {
        if (stripe is null) return PaymentErrors.NoCards;
        if (!(await Shut(stripe, EarlierPagesOf(order), cancel)).Try(out var shut, out var error)) return error;
        // Its webhook is on the way; what is too much goes back by itself.
        if (shut.Exists(session => session.Status == CheckoutStatus.Complete)) return PaymentErrors.PaidBefore;
        return (await stripe.CreateSession(PageOf(order), cancel)).Then<string>(open => open.Url is { } url ? url : PaymentErrors.PageClosed);
    }

    /// <summary>Ends an order that was not paid in time. Its pages go first: stock that is free again must not be paid for.</summary>
    /// <returns>The order as it then is: a buyer who was faster has paid it.</returns>
    public async Task<Result<Order?>> Close(Order order, DateTimeOffset now, CancellationToken cancel)
    {
        if (stripe is null) return await Expire(order, now, cancel);
        if (!(await Shut(stripe, [.. EarlierPagesOf(order), PageOf(order)], cancel)).Try(out var shut, out var error)) return error;
        foreach (var paid in shut.Where(session => session.Status == CheckoutStatus.Complete))
            if ((await Apply(paid, now, cancel)).Error is { } refusal) return refusal;
        // A slow way to pay is still at it; a webhook tells its end.
        return shut.Exists(session => session is { Status: CheckoutStatus.Complete, PaymentStatus: not CheckoutPayment.Paid }) ? (Order?)null : await Expire(order, now, cancel);
    }

    /// <summary>Closes pages, so that they can never be paid any more.</summary>
    /// <returns>Their sessions as they then are: a buyer who was faster leaves one complete.</returns>
    private static async Task<Result<List<CheckoutSession>>> Shut(StripeCheckout stripe, IReadOnlyList<CheckoutRequest> pages, CancellationToken cancel)
    {
        var shut = new List<CheckoutSession>();
        foreach (var page in pages)
        {
            // The same request leads to the page that was opened. Where none ever was, Stripe opens none for a time that is over.
            var opened = await stripe.CreateSession(page, cancel);
            if (opened.Error is { Code: StripeErrors.Refused }) continue;
            // What a repeat is told is what was true when the page was opened.
            var known = await opened.Then(session => stripe.GetSession(session.Id, cancel));
            if (known is { IsOk: true, Value.Status: CheckoutStatus.Open }) known = await stripe.ExpireSession(known.Value.Id, cancel);
            if (!known.Try(out var session, out var error)) return error;
            shut.Add(session);
        }

        return shut;
    }

    /// <summary>Sends a refund that is due back to the card.</summary>
    /// <returns>The refund's id at the provider.</returns>
    public async Task<Result<string>> Refund(OrderRefund refund, CancellationToken cancel)
    {
        if (stripe is null || refund.Payment is null) return PaymentErrors.NoCards;
        return await (await stripe.GetSession(refund.Payment, cancel)).Then(async session => session.PaymentIntentId is { } intent
            ? await stripe.Refund(refund.Id, intent, refund.Amount.Amount, refund.At, cancel)
            : (Result<string>)PaymentErrors.NotPaid);
    }

    private static CheckoutRequest PageOf(Order order) => PageOf(order, order.Lines);

    private static CheckoutRequest[] EarlierPagesOf(Order order) => [.. order.EarlierPages.Select(lines => PageOf(order, lines))];

    private static CheckoutRequest PageOf(Order order, IReadOnlyList<OrderLine> shown)
    {
        var back = $"/orders/{order.Id}?coop={order.Coop}&token={order.Token}";
        var lines = shown.Where(line => line.Quantity > 0).Select(line => new CheckoutLine(line.ProductName.Vi, line.Quantity, UnitWord(line.Unit), line.Price.Amount, line.Total.Amount)).ToList();
        if (order.Delivery is { Fee.Amount: > 0 and var fee }) lines.Add(new CheckoutLine("Phí giao hàng", 1, "lần", fee, fee));
        return new CheckoutRequest(order.Id, order.Coop, lines, order.Total.Currency, order.PayBefore!.Value, back, back);
    }

    private async Task<Result<Order?>> Expire(Order order, DateTimeOffset now, CancellationToken cancel) =>
        (await orders.Change(order.Coop, order.Id, (known, _) => known.State == OrderState.AwaitingPayment ? known.Expire(new OrderActor(OrderActor.Platform, now)) : known, cancel)).Map<Order?>(known => known);

    /// <summary>Reads a webhook; every doubt about it is one error.</summary>
    public Result<StripeNotice> Read(string body, string? signature) => stripe?.ReadWebhook(body, signature) ?? PaymentErrors.NoCards;

    /// <summary>Re-reads the session and brings its order to what is true now. Twice is the same as once; order of events does not matter.</summary>
    /// <returns>The order; null for a session that is not ours, or one that is still open.</returns>
    public async Task<Result<Order?>> Apply(string sessionId, DateTimeOffset now, CancellationToken cancel)
    {
        if (stripe is null) return PaymentErrors.NoCards;
        return await (await stripe.GetSession(sessionId, cancel)).Then(session => Apply(session, now, cancel));
    }

    private async Task<Result<Order?>> Apply(CheckoutSession session, DateTimeOffset now, CancellationToken cancel)
    {
        if (session.OrderId is null || session.Coop is null) return (Order?)null;

        var by = new OrderActor(OrderActor.Platform, now);
        Func<Order, Board, Result<Order>>? decide = session switch
        {
            { PaymentStatus: CheckoutPayment.Paid } => (order, board) => order.Receive(
                new OrderPayment(session.Id, PaymentRail.Card, new Money(session.AmountTotal, session.Currency), now), board, by),
            // One that was cancelled, or paid some other way meanwhile, needs no end; one that has changed is paid on another page.
            { Status: CheckoutStatus.Expired } => (order, _) => order is { State: OrderState.AwaitingPayment, PayBefore: not null } && PageOf(order).Page == session.Page ? order.Expire(by) : order,
            _ => null,
        };
        return decide is null ? (Order?)null : (await orders.Change(session.Coop, session.OrderId, decide, cancel)).Map<Order?>(order => order);
    }

    /// <summary>As buyers read it on the payment page.</summary>
    private static string UnitWord(string unit) => unit switch
    {
        "KGM" => "kg",
        "GRM" => "g",
        "TNE" => "tấn",
        "LTR" => "lít",
        "H87" => "cái",
        _ => unit,
    };
}

public static class PaymentErrors
{
    public static readonly Error NoCards = Error.Unavailable("cards-not-set-up", "This cooperative does not take cards yet. Choose another way to pay.");

    public static readonly Error NotPaid = Error.Conflict("payment-not-paid", "The provider knows no payment that could be given back.");

    public static readonly Error PaidBefore = Error.Conflict("payment-received", "This order has changed, and was paid as it was before. What is too much goes back by itself; look at the order.");

    public static readonly Error PageClosed = Error.Conflict("payment-page-closed", "The time to pay for this order is over. Order again with a new Idempotency-Key.");
}
