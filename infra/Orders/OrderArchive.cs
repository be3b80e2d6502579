using AgriTrace.Domain.Orders;
using AgriTrace.Infra.Privacy;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Trade;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;

namespace AgriTrace.Infra.Orders;

/// <summary>Moves orders that are over out of the open trade, so that its partition stays small and fast.</summary>
public sealed class OrderArchive(StorageAccount storage, TradeStore trade, TimeProvider clock, ILogger<OrderArchive> log)
{
    /// <summary>An order that others change at the same moment is left to the next run.</summary>
    private const int MaxAttempts = 2;

    private readonly TableClient open = storage.Table(TableNames.Trade);
    private readonly TableClient closed = storage.Table(TableNames.ClosedOrders);

    /// <summary>Moves what may be moved, at most so many at once; the next run goes on.</summary>
    /// <returns>How many.</returns>
    public async Task<int> Move(string coop, int most, CancellationToken cancel)
    {
        if (await trade.Board(coop, cancel) is not { Value.ClosedThrough: { } day }) return 0;
        var (ids, moved) = (new List<string>(), 0);
        await foreach (var row in open.QueryAsync<TableEntity>(TableReads.RangeOf(coop, OrderStore.Prefix), cancellationToken: cancel))
        {
            if (row.Json<Order>() is var order && order.IsOver(day, clock.GetUtcNow())) ids.Add(order.Id);
            if (ids.Count == most) break;
        }

        foreach (var id in ids)
            if (await Move(coop, id, day, cancel)) moved++;
        return moved;
    }

    /// <remarks>
    /// Copies before it deletes, and deletes what it copied and nothing newer. A crash in between leaves the order in both places: the one in
    /// the open trade counts, whatever becomes of it, and the next run writes over the copy.
    /// </remarks>
    private async Task<bool> Move(string coop, string id, DateOnly day, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await Find(open, coop, OrderStore.KeyOf(id), cancel) is not { } row) return false;
            var order = row.Json<Order>();
            if (!order.IsOver(day, clock.GetUtcNow())) return false;
            try
            {
                var buyer = order.LeftTrade ? null : await Find(open, coop, BuyerStore.KeyOf(id), cancel);
                if (!await Copy(order, buyer, cancel)) return false;
                // With its buyer, or not at all: so a buyer who is erased while we copy is found to be gone, and does not come back.
                TableEntity[] rows = buyer is null ? [row] : [row, buyer];
                await open.SubmitTransactionAsync(rows.Select(one => new TableTransactionAction(TableTransactionActionType.Delete, one, one.ETag)), cancel);
                return true;
            }
            catch (RequestFailedException failed) when (failed.IsChanged() || failed.IsMissing() || failed.IsConflict())
            {
                // Somebody changed it, or erased its buyer, since it was read: look again.
            }
        }

        return false;
    }

    /// <returns>False where another order of the same id is there: then this one stays where it is.</returns>
    private async Task<bool> Copy(Order order, TableEntity? buyer, CancellationToken cancel)
    {
        var row = new TableEntity(order.Coop, OrderStore.KeyOf(order.Id)).WithJson(order with { LeftTrade = true });
        var known = await Find(closed, row.PartitionKey, row.RowKey, cancel);
        if (known is not null && known.Json<Order>().Token != order.Token)
        {
            log.LogWarning("Order {Order} of {Coop} stays in the open trade: its key was used long before, and that order lies among the closed ones.", order.Id, order.Coop);
            return false;
        }

        // What an earlier attempt copied of a buyer who was erased before the order had left.
        if (known is not null && buyer is null && !order.LeftTrade && await Find(closed, order.Coop, BuyerStore.KeyOf(order.Id), cancel) is { } erased)
            await closed.DeleteEntityAsync(erased.PartitionKey, erased.RowKey, erased.ETag, cancel);

        var copies = new List<TableTransactionAction>
        {
            known is null ? new(TableTransactionActionType.Add, row) : new(TableTransactionActionType.UpdateReplace, row, known.ETag),
        };
        if (buyer is not null) copies.Add(new(TableTransactionActionType.UpsertReplace, buyer));
        await closed.SubmitTransactionAsync(copies, cancel);
        return true;
    }

    private static async Task<TableEntity?> Find(TableClient table, string coop, string key, CancellationToken cancel) =>
        await table.GetEntityIfExistsAsync<TableEntity>(coop, key, cancellationToken: cancel) is { HasValue: true, Value: var row } ? row : null;
}
