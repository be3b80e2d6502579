using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Reconciliation;
using AgriTrace.Domain.Traceability;
using AgriTrace.Functions.Http;
using AgriTrace.Functions.Notices;
using AgriTrace.Infra.Identity;
using AgriTrace.Infra.Orders;
using AgriTrace.Infra.Reconciliation;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Traceability;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Orders;

/// <summary>
/// Brings the books' list of orders and that of their codes up to date after orders were placed or changed, and the pages of their lots where
/// they took or gave back the last; makes the notices to their buyers.
/// </summary>
public sealed class IndexChangedOrder(
    OrderStore orders, OrderList list, OrderCodes codes, OfferedLots offered, OrderErrands errands, AuditLog audit, NoticeMaker notices)
{
    /// <remarks>
    /// Reads each order as it is now, so that late and repeated messages are harmless. A crash before the last write leaves the message. One
    /// order that cannot be listed holds up no other: the message comes again for its sake, and changes nothing for the rest.
    /// </remarks>
    [Function("IndexChangedOrder"), Allow(Permission.Host)]
    public async Task Run([QueueTrigger(QueueNames.ChangedOrders)] string message, CancellationToken cancel)
    {
        var failures = new List<Exception>();
        foreach (var ofCoop in AgriTraceJson.Read<ChangedOrder[]>(message).GroupBy(changed => changed.Coop))
        {
            var lots = new HashSet<LotId>();
            foreach (var changed in ofCoop)
            {
                try
                {
                    lots.UnionWith(await Index(changed, cancel));
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    failures.Add(exception);
                }
            }

            await offered.BringInLine(ofCoop.Key, lots, cancel);
        }

        if (failures.Count > 0) throw new AggregateException(failures);
    }

    /// <returns>The lots that it takes from.</returns>
    private async Task<IEnumerable<LotId>> Index(ChangedOrder changed, CancellationToken cancel)
    {
        // First, because who did it must be known even of an order that cannot be listed.
        if (changed.Audit is { } entry) await audit.Append(entry, cancel);
        if (await orders.Load(changed.Coop, changed.Order, cancel) is not { Value: var order }) throw new InvalidOperationException($"Order {changed.Order} of {changed.Coop} is not there.");
        await errands.Send(order, cancel);
        await list.Put(changed.Coop, OrderEntry.Of(order), cancel);
        await codes.Put(order, cancel);
        await notices.Make(order, cancel);
        return order.Allocations().Select(part => part.Lot);
    }
}
