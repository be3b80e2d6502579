using AgriTrace.Domain;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Holds;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Trade;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Traceability;

/// <summary>What the queue of spreading holds carries: the hold where it began.</summary>
public sealed record SpreadingHold(string Coop, string Hold);

/// <summary>Holds, among the trade of their cooperative: placed and released in one transaction with the board, which is what keeps lots from sale.</summary>
public sealed class HoldStore(TradeStore trade, StorageAccount storage, EventMaker maker, TimeProvider clock)
{
    internal const string Prefix = "hold|";

    private readonly TableClient table = storage.Table(TableNames.Trade);

    /// <summary>One point read.</summary>
    public Task<Versioned<Hold>?> Find(string coop, string id, CancellationToken cancel) => trade.Load<Hold>(coop, KeyOf(id), cancel);

    /// <summary>Every hold of the cooperative, standing or not: one range.</summary>
    public async Task<IReadOnlyList<Hold>> All(string coop, CancellationToken cancel)
    {
        var found = new List<Hold>();
        await foreach (var row in table.QueryAsync<TableEntity>(TableReads.RangeOf(coop, Prefix), cancellationToken: cancel)) found.Add(row.Json<Hold>());
        return found;
    }

    /// <summary>The ids of the holds that stand on a lot; null for none.</summary>
    public async Task<IReadOnlyList<string>?> On(string coop, LotId lot, CancellationToken cancel) =>
        (await All(coop, cancel)).Where(hold => hold.Released is null && hold.Lots.Contains(lot)).Select(hold => hold.Id).ToArray() is { Length: > 0 } ids ? ids : null;

    /// <summary>Blocks lots at once, on the stock as it is. The same hold again changes nothing, released or not.</summary>
    /// <returns>The hold as it stands.</returns>
    public async Task<Result<Hold>> Place(Hold hold, CancellationToken cancel)
    {
        if (hold.Lots.Count > Hold.MaxLots) return HoldErrors.TooManyLots(hold.Lots.Count);
        if (await Find(hold.Coop, hold.Id, cancel) is { Value: var there }) return there;
        var placed = await trade.Change(hold.Coop, board => Task.FromResult<Result<(TradeBatch, Hold)>>(
            (Put(new TradeBatch(hold.Coop).Together(), hold, maker).Board(hold.On(board.Value), board.Version), hold)), cancel);
        if (!placed.Try(out var done, out var error)) return error;
        return done.Outcome switch
        {
            TradeOutcome.Committed => hold,
            TradeOutcome.Exists => (await Find(hold.Coop, hold.Id, cancel))!.Value,
            _ => TraceabilityErrors.Busy,
        };
    }

    /// <summary>Blocks more lots by a hold that stands. What it has already is not added twice; a hold that is released takes nothing.</summary>
    public Task<Result<Hold>> Extend(string coop, string id, IEnumerable<LotId> lots, CancellationToken cancel) => Change(coop, id, hold =>
    {
        LotId[] added = hold.Released is null ? [.. lots.Except(hold.Lots)] : [];
        var after = hold with { Lots = [.. hold.Lots, .. added] };
        if (after.Lots.Count > Hold.MaxLots) return HoldErrors.TooManyLots(after.Lots.Count);
        return added.Length == 0 ? (hold, []) : (after, HoldEvents.Placed(after, added, clock.GetUtcNow(), maker));
    }, cancel);

    /// <summary>Notes that other cooperatives have copies of a hold.</summary>
    public Task<Result<Hold>> NoteCopies(string coop, string id, IEnumerable<string> coops, CancellationToken cancel) => Change(coop, id, hold =>
    {
        string[] all = [.. (hold.Copies ?? []).Union(coops)];
        return all.Length == (hold.Copies?.Count ?? 0) ? (hold, []) : (hold with { Copies = all }, []);
    }, cancel);

    /// <summary>Lets lots go, unless another hold keeps them. Twice is the same as once.</summary>
    public Task<Result<Hold>> Release(string coop, string id, HoldRelease release, CancellationToken cancel) => Change(coop, id, hold =>
    {
        var after = hold with { Released = release };
        return hold.Released is not null ? (hold, []) : (after, HoldEvents.Released(after, maker));
    }, cancel);

    /// <summary>Puts the rows of a hold into a batch; the board is the caller's.</summary>
    internal static TradeBatch Put(TradeBatch batch, Hold hold, EventMaker maker) =>
        Spread(EventRecorder.Put(batch, HoldEvents.Placed(hold, hold.Lots, hold.PlacedAt, maker)).Insert(KeyOf(hold.Id), hold), hold);

    /// <param name="decide">Gives the same instance where nothing is to be written, and otherwise what the change is told by.</param>
    private async Task<Result<Hold>> Change(
        string coop, string id, Func<Hold, Result<(Hold, IReadOnlyList<(StoredEvent, string)>)>> decide, CancellationToken cancel)
    {
        var changed = await trade.Change(coop, async board =>
        {
            if (await Find(coop, id, cancel) is not { } hold) return HoldErrors.NoSuchHold;
            return decide(hold.Value).Map(decided =>
            {
                var (after, events) = decided;
                if (ReferenceEquals(after, hold.Value)) return (new TradeBatch(coop), after);
                var batch = EventRecorder.Put(new TradeBatch(coop).Together().Replace(KeyOf(id), after, hold.Version), events);
                return (Spread(batch.Board(after.Released is null ? after.On(board.Value) : after.Off(board.Value), board.Version), after), after);
            });
        }, cancel);
        return changed.Then<Hold>(done => done.Outcome == TradeOutcome.Changed ? TraceabilityErrors.Busy : done.Value);
    }

    /// <summary>A copy is looked after by where it began.</summary>
    private static TradeBatch Spread(TradeBatch batch, Hold hold) => hold.Spreads && hold.Origin is null
        ? batch.Send(new OutboxMessage(QueueNames.SpreadingHolds, AgriTraceJson.Write(new SpreadingHold(hold.Coop, hold.Id))))
        : batch;

    private static string KeyOf(string id) => Prefix + KeyText.Of(id);
}
