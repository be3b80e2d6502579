using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Reconciliation;
using AgriTrace.Functions.Http;
using AgriTrace.Functions.Notices;
using AgriTrace.Infra.Identity;
using AgriTrace.Infra.Orders;
using AgriTrace.Infra.Reconciliation;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Traceability;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Orders;

/// <summary>Brings the books' list of orders up to date after an order was placed or changed, and the pages of its lots where it took or gave back the last; makes the notices to its buyer.</summary>
public sealed class IndexChangedOrder(OrderStore orders, OrderList list, OfferedLots offered, OrderErrands errands, AuditLog audit, NoticeMaker notices)
{
    /// <remarks>Reads the order as it is now, so that late and repeated messages are harmless. A crash before the write leaves the message.</remarks>
    [Function("IndexChangedOrder"), Allow(Permission.Host)]
    public async Task Run([QueueTrigger(QueueNames.ChangedOrders)] string message, CancellationToken cancel)
    {
        var (coop, id, entry) = AgriTraceJson.Read<ChangedOrder>(message);
        // First, because who did it must be known even of an order that cannot be listed.
        if (entry is not null) await audit.Append(entry, cancel);
        if (await orders.Load(coop, id, cancel) is not { Value: var order }) throw new InvalidOperationException($"Order {id} of {coop} is not there.");
        await errands.Send(order, cancel);
        await list.Put(coop, OrderEntry.Of(order), cancel);
        await offered.BringInLine(coop, [.. order.Allocations().Select(part => part.Lot).Distinct()], cancel);
        await notices.Make(order, cancel);
    }
}
