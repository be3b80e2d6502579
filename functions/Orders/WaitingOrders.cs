using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Functions.Operations;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Orders;
using AgriTrace.Infra.Storage;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Orders;

/// <summary>Lets orders expire and sends refunds to cards.</summary>
public sealed class ServeWaitingOrder(OrderErrands errands)
{
    /// <remarks>Looks at the order as it is now, so that late and repeated messages are harmless. A crash leaves the message.</remarks>
    [Function("ServeWaitingOrder"), Allow(Permission.Host)]
    public Task Run([QueueTrigger(QueueNames.WaitingOrders)] string message, CancellationToken cancel)
    {
        var (coop, order) = AgriTraceJson.Read<WaitingOrder>(message);
        return errands.Run(coop, order, cancel);
    }
}

/// <summary>Finds orders whose message was lost, or was given up while a payment provider did not answer.</summary>
public sealed class SweepWaitingOrders(TimerWatch watch, CoopStore coops, OrderStore orders, OrderErrands errands, TimeProvider clock)
{
    /// <summary>Until then the message is probably in work.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    [Function("SweepWaitingOrders"), Allow(Permission.Host)]
    public Task Run([TimerTrigger("45 */5 * * * *")] TimerInfo timer, CancellationToken cancel) =>
        watch.Run("SweepWaitingOrders", async () =>
        {
            foreach (var coop in await coops.All(cancel))
                foreach (var id in await orders.Waiting(coop, clock.GetUtcNow() - Grace, cancel))
                    if (await orders.Load(coop, id, cancel) is { Value: var order }) await errands.Send(order, cancel);
        }, cancel);
}
