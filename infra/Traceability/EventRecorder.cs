using AgriTrace.Domain;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Ledger;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Holds;
using AgriTrace.Domain.Traceability.Lineage;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Trade;

namespace AgriTrace.Infra.Traceability;

/// <summary>What the queue message of a recorded event carries: enough to find its row among the cooperative's trade.</summary>
/// <param name="Audit">Who recorded it, for the audit log.</param>
public sealed record RecordedEventMessage(string Coop, string Key, AuditEntry? Audit = null);

/// <summary>Events to record, and the stock as it is afterwards.</summary>
/// <param name="Events">Each with its record id, which stands in the event too: what has the same one is the same record. The first tells whether all of it was recorded before.</param>
public sealed record StockChange(Board Board, IReadOnlyList<(StoredEvent Event, string RecordId)> Events)
{
    public StockChange(Board board, StoredEvent only, string recordId)
        : this(board, [(only, recordId)])
    {
    }

    /// <summary>Places a hold at once, on lots of this change or others.</summary>
    public Hold? Hold { get; init; }

    /// <summary>A row of its own that goes with it, such as a weighing slip: its key, which must be new, and its value.</summary>
    public (string Key, object Value)? Row { get; init; }

    /// <summary>What it posts to the books.</summary>
    public IReadOnlyList<Transfer> Transfers { get; init; } = [];
}

/// <summary>Records events: in one transaction with what they change of the stock, and with the message that indexes them.</summary>
public sealed class EventRecorder(TradeStore trade, CoopStore coops, LineageStore lineage, EventMaker maker)
{
    private const string EventPrefix = "event|";

    /// <summary>The event of a record id, if it was recorded before.</summary>
    public async Task<StoredEvent?> Find(string coop, string recordId, CancellationToken cancel) =>
        (await trade.Load<StoredEvent>(coop, EventPrefix + recordId, cancel))?.Value;

    /// <summary>Records an event that moves no stock.</summary>
    /// <returns>The event as it was recorded first: a repeat succeeds and changes nothing.</returns>
    public async Task<Result<StoredEvent>> Record(StoredEvent stored, string recordId, CancellationToken cancel) =>
        await trade.Commit(Put(new TradeBatch(stored.Coop), [(stored, recordId)]), cancel) == TradeOutcome.Committed ? stored : await Earlier(stored, recordId, cancel);

    /// <summary>Records an event with the stock that it moves.</summary>
    /// <param name="decide">Gets the board as it is, again each time that another writer came first. Reads no other rows of the trade.</param>
    /// <inheritdoc cref="Record(StoredEvent, string, CancellationToken)"/>
    public async Task<Result<StoredEvent>> Record(string coop, Func<Board, Task<Result<StockChange>>> decide, CancellationToken cancel)
    {
        var changed = await trade.Change(coop, Decide, cancel);
        // Its first harvest may come before anything else that makes a board.
        if (changed.Error?.Code == CooperativeErrors.NoSuchCooperative(coop).Code && await MakeBoard(coop, cancel)) changed = await trade.Change(coop, Decide, cancel);
        if (!changed.Try(out var end, out var error)) return error;
        return end.Outcome switch
        {
            TradeOutcome.Committed => await Told(end.Value, cancel),
            TradeOutcome.Exists => await Earlier(end.Value.Events[0].Event, end.Value.Events[0].RecordId, cancel),
            _ => TraceabilityErrors.Busy,
        };

        // The event comes first in the batch, so that a repeat is found to be one, and not a board that has changed.
        async Task<Result<(TradeBatch, StockChange)>> Decide(Versioned<Board> board) =>
            (await decide(board.Value)).Then<(TradeBatch, StockChange)>(change => change.Board.Lots.Count > board.Value.Lots.Count && !change.Board.Fits()
                ? CatalogueErrors.BoardFull
                : BatchOf(coop, change, board.Version).Map(batch => (batch, change)));
    }

    /// <summary>Puts events into a batch, with the messages that index them.</summary>
    internal static TradeBatch Put(TradeBatch batch, IEnumerable<(StoredEvent Event, string RecordId)> events)
    {
        foreach (var (stored, recordId) in events)
        {
            var key = EventPrefix + recordId;
            batch.Insert(key, stored);
            batch.Send(new OutboxMessage(QueueNames.RecordedEvents, AgriTraceJson.Write(new RecordedEventMessage(batch.Coop, key, batch.Carry(stored.Hash)))));
        }

        return batch;
    }

    /// <summary>
    /// Lots learn at once what was made of them: whoever recalls one after this was answered finds it all. What a crash keeps from them
    /// follows by the message.
    /// </summary>
    private async Task<StoredEvent> Told(StockChange change, CancellationToken cancel)
    {
        await lineage.AddForward([.. change.Events.SelectMany(one => LineageEvent.Of(one.Event, one.Event.Open()))], cancel);
        return change.Events[0].Event;
    }

    private Result<TradeBatch> BatchOf(string coop, StockChange change, string boardVersion)
    {
        var batch = Put(new TradeBatch(coop).Together(), change.Events);
        if (change.Row is var (key, value)) batch.Insert(key, value);
        if (change.Hold is { } hold) HoldStore.Put(batch, hold, maker).Board(hold.On(change.Board), boardVersion);
        else batch.Board(change.Board, boardVersion);
        foreach (var transfer in change.Transfers)
            if (batch.Post(transfer).Error is { } closed)
                return closed;
        return batch;
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
