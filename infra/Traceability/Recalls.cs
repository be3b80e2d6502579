using System.Collections.Concurrent;
using AgriTrace.Domain;
using AgriTrace.Domain.Ledger;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Holds;
using AgriTrace.Domain.Traceability.Lineage;
using AgriTrace.Domain.Traceability.Recalls;
using AgriTrace.Infra.Orders;
using AgriTrace.Infra.Privacy;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Trade;

namespace AgriTrace.Infra.Traceability;

/// <summary>An order out of which recalled goods were taken.</summary>
/// <param name="Posted">Null where nothing was left to post.</param>
/// <param name="Failed">Why it could not be changed; null where it could.</param>
public sealed record SettledOrder(Order Order, Transfer? Posted, Error? Failed = null);

/// <summary>Recalls: a hold on everything that was made of a lot, and the report of where it went.</summary>
public sealed class Recalls(LineageStore lineage, HoldStore holds, TradeStore trade, OrderStore orders, BuyerStore buyers, BulkCalls calls, TimeProvider clock)
{
    /// <summary>Finds all that came of a lot and blocks it, or only finds it.</summary>
    /// <param name="id">Of the recall: follows from the caller's key, so that a repeat finds the first.</param>
    /// <remarks>
    /// One transaction blocks the cooperative's own lots. A crash before it leaves nothing; after it the stored message goes on to the lots
    /// of others, to what was made meanwhile, and to the scan pages.
    /// </remarks>
    public async Task<Result<RecallReport>> Begin(string coop, string id, WantedRecall wanted, string by, CancellationToken cancel)
    {
        var (started, now) = (clock.GetTimestamp(), clock.GetUtcNow());
        if (await holds.Find(coop, id, cancel) is { Value: var earlier }) return IsRepeat(earlier, wanted) ? await Report(earlier, cancel) : TraceabilityErrors.KeyUsed;

        var graph = await lineage.Offspring(coop, [wanted.Lot], cancel);
        var affected = Affected(graph, coop);
        LotId[] own = [.. affected.Where(node => node.Coop == coop).Select(node => node.Lot!)];
        if (own.Length == 0) return TraceabilityErrors.NoSuchLot;

        var hold = wanted.ToHold(id, coop, own, by, now);
        if (!wanted.IsMock && !(await holds.Place(hold, cancel)).Try(out hold, out var error)) return error;
        // Orders are read after the stock is blocked: what is ordered before that is found, and nothing is ordered after it.
        var report = await Report(hold, affected, cancel) with { Whole = graph.IsWhole };
        return wanted.IsMock
            ? report with { RecallId = null, Mock = true, ElapsedMilliseconds = (long)clock.GetElapsedTime(started).TotalMilliseconds }
            : report;
    }

    /// <summary>The report as of now.</summary>
    public async Task<Result<RecallReport>> Find(string coop, string id, CancellationToken cancel) =>
        await holds.Find(coop, id, cancel) is { Value: { Recall: not null } hold } ? await Report(hold, cancel) : RecallErrors.NoSuchRecall;

    /// <summary>Ends a recall; what it reached in other cooperatives is let go by its message.</summary>
    public async Task<Result<RecallReport>> Lift(string coop, string id, HoldRelease release, CancellationToken cancel)
    {
        if (await holds.Find(coop, id, cancel) is not { Value: { Recall: not null } hold }) return RecallErrors.NoSuchRecall;
        if (hold.Origin is not null) return RecallErrors.NotOurs;
        return await (await holds.Release(coop, id, release, cancel)).Then(async lifted => (Result<RecallReport>)await Report(lifted, cancel));
    }

    /// <summary>
    /// Takes the recalled goods out of every order: buyers get back what they paid or owe nothing for it, and growers are debited what they
    /// were credited. Twice is the same as once; a crash leaves the rest to the repeat.
    /// </summary>
    /// <returns>What was posted, order by order. An order that cannot be settled holds up no other.</returns>
    public async Task<Result<IReadOnlyList<SettledOrder>>> Settle(string coop, string id, string by, CancellationToken cancel)
    {
        if (await holds.Find(coop, id, cancel) is not { Value: { Recall: not null } hold }) return RecallErrors.NoSuchRecall;
        if (hold.Released is not null) return RecallErrors.Lifted;
        var (lots, actor) = (hold.Lots.ToHashSet(), new OrderActor(by, clock.GetUtcNow(), hold.Detail));
        var settled = new List<SettledOrder>();
        foreach (var order in await orders.Holding(coop, lots, cancel))
        {
            Order? before = null;
            var changed = await orders.Change(coop, order.Id, (known, _) => (before = known).TakeOut(id, lots, actor), cancel);
            settled.Add(changed.Try(out var after, out var error)
                ? new SettledOrder(after, before is null || ReferenceEquals(before, after) ? null : OrderBooks.Of(before, after))
                : new SettledOrder(before ?? order, Posted: null, error));
        }

        return settled.OrderBy(one => one.Order.PlacedAt).ToArray();
    }

    /// <summary>
    /// All that came of the lot, where the lot is the cooperative's own. Of somebody else's lot, only what it made of it itself: nobody
    /// recalls a stranger's goods.
    /// </summary>
    private static LineageNode[] Affected(LineageGraph graph, string coop)
    {
        var isOwn = graph.Nodes[0].Coop == coop;
        return [.. graph.Nodes.Where(node => node is { Lot: not null, Coop: not null } && (isOwn || node.Coop == coop))];
    }

    private static bool IsRepeat(Hold earlier, WantedRecall wanted) =>
        !wanted.IsMock && earlier.Detail == wanted.Reason && earlier.Recall == new RecallFacts(wanted.Lot, wanted.Severity);

    private async Task<RecallReport> Report(Hold hold, CancellationToken cancel)
    {
        var copies = await Task.WhenAll((hold.Copies ?? []).Select(coop => holds.Find(coop, hold.Id, cancel)));
        var lots = copies.OfType<Versioned<Hold>>().Select(copy => copy.Value).Prepend(hold).SelectMany(one => one.Lots.Select(lot => (one.Coop, Lot: lot)));
        var found = new ConcurrentBag<LineageNode>();
        await calls.Each(lots, async (one, stop) => found.Add(new LineageNode(lineage.IdOf(one.Lot), one.Lot, one.Coop, one.Coop == hold.Coop ? await lineage.MadeOf(one.Lot, stop) : null, 0)), cancel);
        return await Report(hold, [.. found.OrderBy(node => node.Id, StringComparer.Ordinal)], cancel);
    }

    private async Task<RecallReport> Report(Hold hold, IReadOnlyList<LineageNode> affected, CancellationToken cancel)
    {
        var own = hold.Lots.ToHashSet();
        var board = trade.Board(hold.Coop, cancel);
        var holding = await orders.Holding(hold.Coop, own, cancel);
        var reached = new ConcurrentDictionary<string, Buyer?>();
        await calls.Each(holding, async (order, stop) => reached[order.Id] = await buyers.Load(hold.Coop, order.Id, stop), cancel);
        var (stock, sold) = ((await board)?.Value.Lots, Allocated.Sold(holding));
        RecalledLot[] lots = [.. affected.Select(node => RecalledLot.Of(node.Lot!, node.Coop!, node.Coop == hold.Coop && node.Made is { } made
            ? Whereabouts.Of(made, stock?.GetValueOrDefault(node.Lot!.Key), sold.GetValueOrDefault(node.Lot!))
            : null))];
        return new RecallReport(
            hold.Id, Mock: false, hold.Origin ?? hold.Coop, hold.Recall!.Lot.Lot, hold.Detail, hold.Recall.Severity, hold.PlacedAt, hold.Released,
            lots,
            [.. holding.Select(order => RecalledOrder.Of(order, reached[order.Id], own)).OrderBy(order => order.PlacedAt)],
            Whereabouts.Sum([.. lots.Select(lot => lot.Quantities).OfType<Whereabouts>()]));
    }
}
