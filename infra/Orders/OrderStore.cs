using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Recalls;
using AgriTrace.Infra.Privacy;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Traceability;
using AgriTrace.Infra.Trade;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Orders;

/// <summary>What the queue of changed orders carries, in lists.</summary>
/// <param name="Audit">Who placed or changed it, for the audit log; null for a buyer whom nothing names.</param>
public sealed record ChangedOrder(string Coop, string Order, AuditEntry? Audit = null);

/// <summary>Orders in the open trade of their cooperative; those that are over are found where they went, and come back with their next change.</summary>
public sealed class OrderStore(TradeStore trade, LotStore lots, HoldStore holds, StorageAccount storage, BuyerStore buyers, Protector protector)
{
    internal const string Prefix = "order|";

    /// <summary>The column by which the timer finds orders for which something is to be done.</summary>
    private const string Errand = "Errand";

    private readonly TableClient table = storage.Table(TableNames.Trade);
    private readonly TableClient closed = storage.Table(TableNames.ClosedOrders);

    /// <summary>One point read; another one for an order that has left the open trade.</summary>
    public async Task<Versioned<Order>?> Load(string coop, string id, CancellationToken cancel) =>
        await trade.Load<Order>(coop, KeyOf(id), cancel) ?? await closed.Find<Order>(coop, KeyOf(id), cancel);

    /// <summary>
    /// The orders that hold goods of these lots, or sold them, however long ago: two ranges. The open trade comes first: what moves meanwhile
    /// is copied before it leaves there, so it is found in one place at least.
    /// </summary>
    public async Task<IReadOnlyList<Order>> Holding(string coop, IReadOnlySet<LotId> lots, CancellationToken cancel)
    {
        var (found, open) = (new List<Order>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var place in (TableClient[])[table, closed])
            await foreach (var row in place.QueryAsync<TableEntity>(TableReads.RangeOf(coop, Prefix), cancellationToken: cancel))
                // By its token, because a key that is used again after long makes another order of the same id.
                if (row.Json<Order>() is var order && open.Add(order.Token) && order.Concerns(lots)) found.Add(order);
        return found;
    }

    /// <summary>The orders for which something was to be done by now: one range over the open trade.</summary>
    public async Task<IReadOnlyList<string>> Waiting(string coop, DateTimeOffset now, CancellationToken cancel)
    {
        var found = new List<string>();
        var filter = $"{TableReads.RangeOf(coop, Prefix)} and {TableClient.CreateQueryFilter($"Errand lt {now}")}";
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancel)) found.Add(row.Json<Order>().Id);
        return found;
    }

    /// <summary>The orders of the open trade that a carrier's list concerns: one range, for lists that come once a week.</summary>
    public async Task<IReadOnlyList<Order>> Of(string coop, Remittance list, CancellationToken cancel)
    {
        var found = new List<Order>();
        await foreach (var row in table.QueryAsync<TableEntity>(TableReads.RangeOf(coop, Prefix), cancellationToken: cancel))
            if (row.Json<Order>() is var order && list.Concerns(order)) found.Add(order);
        return found;
    }

    /// <summary>A page of the open orders, for those who work on them.</summary>
    /// <param name="wanted">Null for every state.</param>
    /// <param name="after">The id of the last one of the page before; null for the first.</param>
    public async Task<(IReadOnlyList<Order> Items, string? Next)> Page(string coop, IReadOnlySet<OrderState>? wanted, string? after, int take, CancellationToken cancel)
    {
        var found = new List<Order>();
        var filter = TableReads.RangeOf(coop, Prefix) + (after is null ? string.Empty : $" and {TableClient.CreateQueryFilter($"RowKey gt {KeyOf(after)}")}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancel))
        {
            var order = row.Json<Order>();
            if (wanted?.Contains(order.State) == false) continue;
            if (found.Count == take) return (found, found[^1].Id);
            found.Add(order);
        }

        return (found, null);
    }

    /// <summary>Places an order once: the stock, the order, the buyer and the message commit together.</summary>
    /// <param name="decide">See <see cref="PlaceOrder.Decide"/>.</param>
    /// <returns>The order; the one that an earlier request of the same id made, even when the stock has run out since.</returns>
    /// <param name="fingerprint">Of the whole request.</param>
    public async Task<Result<Order>> Place(string id, OrderRequest request, string fingerprint, Func<Board, Result<PlacedOrder>> decide, CancellationToken cancel)
    {
        var placed = await trade.Change(request.Coop, board => Task.FromResult(decide(board.Value).Map(decision => Keyed(decision, fingerprint)).Map(decision => (Batch(decision, board.Version, request), decision.Order))), cancel);
        if (placed.Try(out var done, out var refusal) && done.Outcome == TradeOutcome.Committed) return done.Value;

        // Refused, or there already: a repeat gets the answer that it got the first time.
        if (await Load(request.Coop, id, cancel) is { Value: var earlier }) return IsOf(earlier, fingerprint) ? earlier : OrderErrors.OtherRequest;
        return refusal ?? OrderErrors.Busy;
    }

    /// <summary>Changes an order, and with it the stock and the books as the change makes them, in one transaction.</summary>
    /// <param name="decide">Gets the order and the board as they are; the same order back means that nothing is to be written.</param>
    public async Task<Result<Order>> Change(
        string coop, string id, Func<Order, Board, Result<Order>> decide, CancellationToken cancel)
    {
        var changed = await TryChange(coop, id, decide, cancel);
        // Another process brought it back from among the closed orders: it is in the open trade now, and decided there.
        if (changed is { IsOk: true, Value.Outcome: TradeOutcome.Exists }) changed = await TryChange(coop, id, decide, cancel);
        return changed.Then<Order>(done => done.Outcome == TradeOutcome.Committed ? done.Value : OrderErrors.Busy);
    }

    private Task<Result<(TradeOutcome Outcome, Order Value)>> TryChange(
        string coop, string id, Func<Order, Board, Result<Order>> decide, CancellationToken cancel) => trade.Change(coop, async board =>
        {
            var open = await trade.Load<Order>(coop, KeyOf(id), cancel);
            if ((open ?? await closed.Find<Order>(coop, KeyOf(id), cancel)) is not { Value: var order }) return OrderErrors.NoSuchOrder;
            if (!decide(order, board.Value).Try(out var after, out var error)) return error;
            if (ReferenceEquals(after, order)) return (new TradeBatch(coop), order);
            after = await Sold(after, cancel);
            if (!(await Moved(board.Value, order, after, cancel)).Try(out var moved, out error)) return error;
            return BatchOf(board, moved, (order, open?.Version), after).Then<(TradeBatch, Order)>(batch => (batch, after));
        }, cancel);

    /// <summary>Writes into the order whose produce left the house, before anybody is credited for it. One read for each lot of it, once.</summary>
    private async Task<Order> Sold(Order order, CancellationToken cancel)
    {
        if (!OrderStates.IsOut(order.State) || order.Allocations().All(part => part.Growers is not null)) return order;
        var claims = new Dictionary<LotId, IReadOnlyList<GrowerPart>>();
        foreach (var lot in order.Allocations().Select(part => part.Lot).Distinct())
            claims[lot] = await lots.Find(lot, cancel) is { } claim ? Shares.GrowersOf(claim) : [];
        return order with { Lines = [.. order.Lines.Select(line => line with { Allocations = [.. line.Allocations.Select(part => part with { Growers = part.Growers ?? claims[part.Lot] })] })] };
    }

    private async Task<Result<Board>> Moved(Board board, Order before, Order after, CancellationToken cancel)
    {
        var absent = new Dictionary<LotId, BoardLot>();
        foreach (var lot in StockMoves.Lots(before, after).Where(lot => !board.Lots.ContainsKey(lot.Key)))
            // What comes back of a lot that had left the board is held as the lot is.
            if (await lots.Find(lot, cancel) is { } claim) absent[lot] = claim.ToBoardLotAgain() with { Holds = await holds.On(after.Coop, lot, cancel) };
        return StockMoves.Apply(board, before, after, absent);
    }

    /// <summary>The order, its stock and its postings: all of it or nothing.</summary>
    /// <param name="before">Without a version where it has left the open trade: then it comes back.</param>
    private static Result<TradeBatch> BatchOf(Versioned<Board> board, Board moved, (Order Value, string? Version) before, Order after)
    {
        // The order comes before its transfer, so that one that another process changed meanwhile is found to have changed, and decided again.
        var batch = new TradeBatch(after.Coop).Together(HoldStore.Prefix);
        batch = before.Version is { } version ? batch.Replace(Row(after), version) : batch.Insert(Row(after));
        var transfer = OrderBooks.Of(before.Value, after);
        // Also where only money moves: the board says which days are closed.
        if (transfer is not null || !ReferenceEquals(moved, board.Value)) batch.Board(moved, board.Version);
        if (transfer is not null && batch.Post(transfer).Error is { } closed) return closed;
        return Tell(batch, after.Id);
    }

    /// <summary>By which the board knows a phone and a network address; see <see cref="CashWatch"/>. Short, because a board has many.</summary>
    public IReadOnlyList<string> MarksOf(string coop, string phone, string network) =>
        [protector.Mac("cash phone", coop, Domain.Privacy.BuyerPhone.Normal(phone))[..MarkLength], protector.Mac("cash network", coop, network)[..MarkLength]];

    private const int MarkLength = 12;

    /// <summary>The order outlives its buyer's data, which nobody may find out by trying fingerprints of what it could have been.</summary>
    private PlacedOrder Keyed(PlacedOrder placed, string fingerprint) =>
        placed with { Order = placed.Order with { Fingerprint = protector.Mac(FingerprintParts(placed.Order.Id, fingerprint)) } };

    private bool IsOf(Order earlier, string fingerprint) => protector.Macs(FingerprintParts(earlier.Id, fingerprint)).Contains(earlier.Fingerprint);

    private static string[] FingerprintParts(string id, string fingerprint) => ["order fingerprint", id, fingerprint];

    private TradeBatch Batch(PlacedOrder placed, string boardVersion, OrderRequest request) =>
        Tell(
            new TradeBatch(request.Coop)
                .Together()
                .Board(placed.Board, boardVersion)
                .Insert(Row(placed.Order))
                .Insert(buyers.Row(placed.Order, request.Buyer)),
            placed.Order.Id);

    private static TradeBatch Tell(TradeBatch batch, string id) =>
        batch.Tell(QueueNames.ChangedOrders, new ChangedOrder(batch.Coop, id, batch.Carry(id)));

    private static TableEntity Row(Order order)
    {
        var row = new TableEntity(order.Coop, KeyOf(order.Id)).WithJson(order);
        if (order.NextErrand() is { } when) row[Errand] = when;
        return row;
    }

    internal static string KeyOf(string id) => Prefix + KeyText.Of(id);
}
