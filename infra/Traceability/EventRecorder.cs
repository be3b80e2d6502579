using AgriTrace.Domain;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Trade;

namespace AgriTrace.Infra.Traceability;

/// <summary>What the queue message of a recorded event carries: enough to find its row among the cooperative's trade.</summary>
/// <param name="Audit">Who recorded it, for the audit log.</param>
public sealed record RecordedEventMessage(string Coop, string Key, AuditEntry? Audit = null);

/// <summary>An event to record, and the stock as it is afterwards.</summary>
/// <param name="RecordId">Stands in the event too; what has the same one is the same record.</param>
public sealed record StockChange(Board Board, StoredEvent Event, string RecordId);

/// <summary>Records events: in one transaction with what they change of the stock, and with the message that indexes them.</summary>
public sealed class EventRecorder(TradeStore trade, CoopStore coops)
{
    private const string EventPrefix = "event|";

    /// <summary>The event of a record id, if it was recorded before.</summary>
    public async Task<StoredEvent?> Find(string coop, string recordId, CancellationToken cancel) =>
        (await trade.Load<StoredEvent>(coop, EventPrefix + recordId, cancel))?.Value;

    /// <summary>Records an event that moves no stock.</summary>
    /// <returns>The event as it was recorded first: a repeat succeeds and changes nothing.</returns>
    public async Task<Result<StoredEvent>> Record(StoredEvent stored, string recordId, CancellationToken cancel) =>
        await trade.Commit(BatchOf(stored, recordId), cancel) == TradeOutcome.Committed ? stored : await Earlier(stored, recordId, cancel);

    /// <summary>Records an event with the stock that it moves.</summary>
    /// <param name="decide">Gets the board as it is, again each time that another writer came first.</param>
    /// <inheritdoc cref="Record(StoredEvent, string, CancellationToken)"/>
    public async Task<Result<StoredEvent>> Record(string coop, Func<Board, Task<Result<StockChange>>> decide, CancellationToken cancel)
    {
        var changed = await trade.Change(coop, Decide, cancel);
        // Its first harvest may come before anything else that makes a board.
        if (changed.Error?.Code == CooperativeErrors.NoSuchCooperative(coop).Code && await MakeBoard(coop, cancel)) changed = await trade.Change(coop, Decide, cancel);
        if (!changed.Try(out var end, out var error)) return error;
        return end.Outcome switch
        {
            TradeOutcome.Committed => end.Value.Event,
            TradeOutcome.Exists => await Earlier(end.Value.Event, end.Value.RecordId, cancel),
            _ => TraceabilityErrors.Busy,
        };

        // The event comes first in the batch, so that a repeat is found to be one, and not a board that has changed.
        async Task<Result<(TradeBatch, StockChange)>> Decide(Versioned<Board> board) =>
            (await decide(board.Value)).Then<(TradeBatch, StockChange)>(change => change.Board.Lots.Count > board.Value.Lots.Count && !change.Board.Fits()
                ? CatalogueErrors.BoardFull
                : (BatchOf(change.Event, change.RecordId).Board(change.Board, board.Version), change));
    }

    private static TradeBatch BatchOf(StoredEvent stored, string recordId)
    {
        var (coop, key) = (stored.Coop, EventPrefix + recordId);
        var batch = new TradeBatch(coop).Insert(key, stored);
        return batch.Send(new OutboxMessage(QueueNames.RecordedEvents, AgriTraceJson.Write(new RecordedEventMessage(coop, key, batch.Carry(stored.Hash)))));
    }

    private async Task<Result<StoredEvent>> Earlier(StoredEvent stored, string recordId, CancellationToken cancel) =>
        await Find(stored.Coop, recordId, cancel) is { } first && first.Hash == stored.Hash ? first : TraceabilityErrors.KeyUsed;

    private async Task<bool> MakeBoard(string coop, CancellationToken cancel)
    {
        if (await coops.Cooperative(coop, cancel) is not { } known) return false;
        // Whoever else makes it makes the same.
        await trade.Commit(new TradeBatch(coop).Board(Board.Empty(known.Name, PlaceText.Of(known.Address, known.Province)), version: null), cancel);
        return true;
    }
}
