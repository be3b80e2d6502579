using AgriTrace.Domain;
using AgriTrace.Domain.Orders;
using AgriTrace.Infra.Payments;
using AgriTrace.Infra.Storage;

namespace AgriTrace.Infra.Orders;

/// <summary>What the queue of waiting orders carries.</summary>
public sealed record WaitingOrder(string Coop, string Order);

/// <summary>What happens to orders by itself: those whose time is over expire, and refunds to cards go out.</summary>
public sealed class OrderErrands(OrderStore orders, CardPayments cards, StorageAccount storage, TimeProvider clock)
{
    /// <summary>A queue keeps a message from sight for a week at most.</summary>
    private static readonly TimeSpan MaxDelay = TimeSpan.FromDays(6);

    /// <summary>Has somebody look at an order when something is to be done for it; sends nothing where nothing is.</summary>
    public async Task Send(Order order, CancellationToken cancel)
    {
        if (order.NextErrand() is not { } when) return;
        var delay = when - clock.GetUtcNow();
        delay = delay < TimeSpan.Zero ? TimeSpan.Zero : delay > MaxDelay ? MaxDelay : delay;
        await storage.Queue(QueueNames.WaitingOrders).SendMessageAsync(AgriTraceJson.Write(new WaitingOrder(order.Coop, order.Id)), visibilityTimeout: delay, cancellationToken: cancel);
    }

    /// <summary>Does what is to be done for an order as it is now. Twice is the same as once.</summary>
    /// <exception cref="InvalidOperationException">It cannot be done now; whoever asked must ask again.</exception>
    public async Task Run(string coop, string id, CancellationToken cancel)
    {
        if (await orders.Load(coop, id, cancel) is not { Value: var order } || order.NextErrand() is not { } when) return;
        if (when > clock.GetUtcNow()) await Send(order, cancel);
        else if (order.RefundsToSend().ToArray() is { Length: > 0 } refunds) foreach (var refund in refunds) await SendRefund(order, refund, cancel);
        else Check(order, order is { State: OrderState.AwaitingPayment, Rail: PaymentRail.Card } ? await cards.Close(order, clock.GetUtcNow(), cancel) : (await Expire(order, cancel)).Map<Order?>(known => known));
    }

    /// <remarks>
    /// A crash after the provider sent the money leaves the refund due; the next try, even days later, finds that it was sent.
    /// </remarks>
    private async Task SendRefund(Order order, OrderRefund refund, CancellationToken cancel)
    {
        var by = new OrderActor(OrderActor.Platform, clock.GetUtcNow());
        var sent = await cards.Refund(refund, cancel);
        // What will be refused again needs a person.
        if (sent.Error is { Kind: not ErrorKind.Unavailable } refused) Check(order, await orders.Change(order.Coop, order.Id, (known, _) => known.MarkRefund(refund.Id, refused.Detail, by), cancel));
        else if (Check(order, sent) is not null) Check(order, await orders.Change(order.Coop, order.Id, (known, _) => known.SendRefund(refund.Id, Domain.Ledger.Accounts.CardTransit, by), cancel));
    }

    private Task<Result<Order>> Expire(Order order, CancellationToken cancel) => orders.Change(
        order.Coop, order.Id, (known, _) => known.NextErrand() is { } when && when <= clock.GetUtcNow() ? known.Expire(new OrderActor(OrderActor.Platform, clock.GetUtcNow())) : known, cancel);

    private static T Check<T>(Order order, Result<T> result) =>
        result.Try(out var value, out var error) ? value : throw new InvalidOperationException($"Order {order.Id} of {order.Coop} still waits: {error.Detail}");
}
