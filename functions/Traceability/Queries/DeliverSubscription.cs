using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability.Queries;
using AgriTrace.Functions.Http;
using AgriTrace.Functions.Operations;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Traceability;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Traceability.Queries;

/// <summary>Sends what is new to one subscriber.</summary>
public sealed class DeliverSubscription(SubscriptionSender sender)
{
    /// <remarks>
    /// One message a subscriber: one who hangs keeps this message waiting and no other. A crash leaves the subscription to the sweep, and at worst one
    /// part of the events is sent twice.
    /// </remarks>
    [Function("DeliverSubscription"), Allow(Permission.Host)]
    public Task Run([QueueTrigger(QueueNames.DueSubscriptions)] string message, CancellationToken cancel) =>
        sender.Run(AgriTraceJson.Read<SubscriptionId>(message), cancel);
}

/// <summary>Finds subscriptions whose time has come, those that wait after a failure, and streams that nobody told of new events.</summary>
public sealed class SweepSubscriptions(TimerWatch watch, DueSubscriptions due)
{
    [Function("SweepSubscriptions"), Allow(Permission.Host)]
    public Task Run([TimerTrigger("5,35 * * * * *")] TimerInfo timer, CancellationToken cancel) =>
        watch.Run("SweepSubscriptions", () => due.Sweep(cancel), cancel);
}
