using AgriTrace.Domain;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Holds;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Trade;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Traceability;

/// <summary>Holds, among the trade of their cooperative: placed and released in one transaction with the board, which is what keeps lots from sale.</summary>
public sealed class HoldStore(TradeStore trade, StorageAccount storage, EventMaker maker)
{
    private const string Prefix = "hold|";

    private readonly TableClient table = storage.Table(TableNames.Trade);

    /// <summary>One point read.</summary>
    public Task<Versioned<Hold>?> Find(string coop, string id, CancellationToken cancel) => trade.Load<Hold>(coop, Prefix + KeyText.Of(id), cancel);

    /// <summary>Every hold of the cooperative, standing or not: one range.</summary>
    public async Task<IReadOnlyList<Hold>> All(string coop, CancellationToken cancel)
    {
        var found = new List<Hold>();
        await foreach (var row in table.QueryAsync<TableEntity>(TableReads.RangeOf(coop, Prefix), cancellationToken: cancel)) found.Add(row.Json<Hold>());
        return found;
    }

    /// <summary>Blocks lots at once, on the stock as it is. The same hold again changes nothing, released or not.</summary>
    /// <returns>The hold as it stands.</returns>
    public async Task<Result<Hold>> Place(Hold hold, CancellationToken cancel)
    {
        if (hold.Lots.Count > Hold.MaxLots) return HoldErrors.TooManyLots(hold.Lots.Count);
        if (await Find(hold.Coop, hold.Id, cancel) is { Value: var there }) return there;
        var placed = await trade.Change(hold.Coop, board => Task.FromResult<Result<(TradeBatch, Hold)>>(
            (Put(new TradeBatch(hold.Coop), hold, maker).Board(hold.On(board.Value), board.Version), hold)), cancel);
        if (!placed.Try(out var done, out var error)) return error;
        return done.Outcome switch
        {
            TradeOutcome.Committed => hold,
            TradeOutcome.Exists => (await Find(hold.Coop, hold.Id, cancel))!.Value,
            _ => TraceabilityErrors.Busy,
        };
    }

    /// <summary>Lets lots go, unless another hold keeps them. Twice is the same as once.</summary>
    public async Task<Result<Hold>> Release(string coop, string id, HoldRelease release, CancellationToken cancel)
    {
        var released = await trade.Change(coop, async board =>
        {
            if (await Find(coop, id, cancel) is not { } hold) return (Result<(TradeBatch, Hold)>)HoldErrors.NoSuchHold;
            if (hold.Value.Released is not null) return (new TradeBatch(coop), hold.Value);
            var after = hold.Value with { Released = release };
            return (EventRecorder.Put(new TradeBatch(coop).Replace(Prefix + KeyText.Of(id), after, hold.Version), HoldEvents.Released(after, maker))
                .Board(after.Off(board.Value), board.Version), after);
        }, cancel);
        return released.Then<Hold>(done => done.Outcome == TradeOutcome.Changed ? TraceabilityErrors.Busy : done.Value);
    }

    /// <summary>Puts the rows of a hold into a batch; the board is the caller's.</summary>
    internal static TradeBatch Put(TradeBatch batch, Hold hold, EventMaker maker) =>
        EventRecorder.Put(batch, HoldEvents.Placed(hold, maker)).Insert(Prefix + KeyText.Of(hold.Id), hold);
}
