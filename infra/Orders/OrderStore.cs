using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Recalls;
using AgriTrace.Infra.Privacy;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Trade;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Orders;

/// <summary>What the queue of changed orders carries, in lists.</summary>
/// <param name="Audit">Who placed or changed it, for the audit log; null for a buyer whom nothing names.</param>
public sealed record ChangedOrder(string Coop, string Order, AuditEntry? Audit = null);

/// <summary>Orders in the open trade of their cooperative.</summary>
public sealed class OrderStore(TradeStore trade, StorageAccount storage, BuyerStore buyers, Protector protector)
{
    private const string Prefix = "order|";

    private readonly TableClient table = storage.Table(TableNames.Trade);

    /// <summary>One point read.</summary>
    public Task<Versioned<Order>?> Load(string coop, string id, CancellationToken cancel) => trade.Load<Order>(coop, KeyOf(id), cancel);

    /// <summary>The orders that hold goods of these lots: one range over the open trade, whose rows are few enough for that.</summary>
    public async Task<IReadOnlyList<Order>> Holding(string coop, IReadOnlySet<LotId> lots, CancellationToken cancel)
    {
        var found = new List<Order>();
        await foreach (var row in table.QueryAsync<TableEntity>(TableReads.RangeOf(coop, Prefix), cancellationToken: cancel))
            if (row.Json<Order>() is var order && order.HoldsAny(lots)) found.Add(order);
        return found;
    }

    /// <summary>Places an order once: the stock, the order, the buyer and the message commit together.</summary>
    /// <param name="decide">See <see cref="PlaceOrder.Decide"/>.</param>
    /// <returns>The order; the one that an earlier request of the same id made, even when the stock has run out since.</returns>
    public async Task<Result<Order>> Place(string id, OrderRequest request, Func<Board, Result<PlacedOrder>> decide, CancellationToken cancel)
    {
        var placed = await trade.Change(request.Coop, board => Task.FromResult(decide(board.Value).Map(Keyed).Map(decision => (Batch(decision, board.Version, request), decision.Order))), cancel);
        if (placed.Try(out var done, out var refusal) && done.Outcome == TradeOutcome.Committed) return done.Value;

        // Refused, or there already: a repeat gets the answer that it got the first time.
        if (await Load(request.Coop, id, cancel) is { Value: var earlier }) return IsOf(earlier, request) ? earlier : OrderErrors.OtherRequest;
        return refusal ?? OrderErrors.Busy;
    }

    /// <summary>Changes an order and the stock behind it in one transaction.</summary>
    /// <param name="decide">Gets the order as it is; the same instance back means that nothing is to be written.</param>
    /// <param name="move">What becomes of the stock that the order holds; null for nothing.</param>
    public async Task<Result<Order>> Change(
        string coop, string id, Func<Order, Result<Order>> decide, Func<Order, Order, Func<BoardLot, long, BoardLot>?> move, CancellationToken cancel)
    {
        var changed = await trade.Change(coop, async board =>
        {
            if (await Load(coop, id, cancel) is not var (order, version)) return OrderErrors.NoSuchOrder;
            return decide(order).Map(after =>
            {
                var batch = new TradeBatch(coop);
                if (ReferenceEquals(after, order)) return (batch, after);
                if (move(order, after) is { } change) batch.Board(board.Value.Move(order.Allocations(), change), board.Version);
                return (Tell(batch.Replace(KeyOf(id), after, version), id), after);
            });
        }, cancel);
        return changed.Then<Order>(done => done.Outcome == TradeOutcome.Changed ? OrderErrors.Busy : done.Value);
    }

    /// <summary>The order outlives its buyer's data, which nobody may find out by trying fingerprints of what it could have been.</summary>
    private PlacedOrder Keyed(PlacedOrder placed) =>
        placed with { Order = placed.Order with { Fingerprint = protector.Mac(FingerprintParts(placed.Order.Id, placed.Order.Fingerprint)) } };

    private bool IsOf(Order earlier, OrderRequest request) => protector.Macs(FingerprintParts(earlier.Id, request.Fingerprint())).Contains(earlier.Fingerprint);

    private static string[] FingerprintParts(string id, string fingerprint) => ["order fingerprint", id, fingerprint];

    private TradeBatch Batch(PlacedOrder placed, string boardVersion, OrderRequest request) =>
        Tell(
            new TradeBatch(request.Coop)
                .Board(placed.Board, boardVersion)
                .Insert(KeyOf(placed.Order.Id), placed.Order)
                .Insert(buyers.Row(placed.Order, request.Buyer)),
            placed.Order.Id);

    private static TradeBatch Tell(TradeBatch batch, string id) =>
        batch.Tell(QueueNames.ChangedOrders, new ChangedOrder(batch.Coop, id, batch.Carry(id)));

    private static string KeyOf(string id) => Prefix + KeyText.Of(id);
}
