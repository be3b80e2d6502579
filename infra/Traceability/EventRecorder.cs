using AgriTrace.Domain;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Trade;

namespace AgriTrace.Infra.Traceability;

/// <summary>What the queue message of a recorded event carries: enough to find its row among the cooperative's trade.</summary>
public sealed record RecordedEventMessage(string Coop, string Key);

/// <summary>Records events: in one transaction with what they change of the stock, and with the message that indexes them.</summary>
public sealed class EventRecorder(TradeStore trade, CoopStore coops)
{
    internal const string EventPrefix = "event|";
    internal const string CapturePrefix = "capture|";

    /// <summary>With the pauses below about four seconds, in which a board takes hundreds of changes.</summary>
    private const int MaxTries = 20;
    private const int MaxPauseMilliseconds = 400;

    /// <summary>The event of a record id, if it was recorded before.</summary>
    public async Task<StoredEvent?> Find(string coop, string recordId, CancellationToken cancel) =>
        (await trade.Load<StoredEvent>(coop, EventPrefix + recordId, cancel))?.Value;

    /// <summary>The stock as it is now; an empty board without version for a cooperative that has none yet.</summary>
    public async Task<(Board Value, string? Version)> Board(string coop, CancellationToken cancel)
    {
        if (await trade.Board(coop, cancel) is { } board) return (board.Value, board.Version);
        var known = await coops.Cooperative(coop, cancel) ?? throw new InvalidOperationException($"{coop} has lots and is no cooperative.");
        return (Domain.Orders.Board.Empty(known.Name, $"{TraceFacts.CommuneOf(known.Address, known.Province)}, {known.Province}"), null);
    }

    /// <param name="stored">The event, with its record id in it.</param>
    /// <param name="change">Decides the next board; null for an event that moves no stock.</param>
    /// <param name="seen">The board that the caller has read, to begin with.</param>
    /// <returns>The event as it was recorded first. A repeat succeeds and changes nothing, even where the stock ran out since.</returns>
    public async Task<Result<StoredEvent>> Record(StoredEvent stored, string recordId, Func<Board, Result<Board>>? change, CancellationToken cancel, (Board Value, string? Version)? seen = null)
    {
        var (coop, key) = (stored.Coop, EventPrefix + recordId);
        for (var attempt = 1; attempt <= MaxTries; attempt++)
        {
            // The event comes first, so that a repeat is found to be one, and not a board that has changed.
            var batch = new TradeBatch(coop).Insert(key, stored).Send(new OutboxMessage(QueueNames.RecordedEvents, AgriTraceJson.Write(new RecordedEventMessage(coop, key))));
            if (change is not null)
            {
                var board = attempt == 1 && seen is { } first ? first : await Board(coop, cancel);
                if (!change(board.Value).Try(out var next, out var refusal)) return await Earlier(stored, recordId, cancel) ?? refusal;
                batch.Board(next, board.Version);
            }

            var outcome = await trade.Commit(batch, cancel);
            if (outcome == TradeOutcome.Committed) return stored;
            // It exists: this event, or a first board that another writer made this moment.
            if (outcome == TradeOutcome.Exists && await Earlier(stored, recordId, cancel) is { } earlier) return earlier;
            await Task.Delay(Random.Shared.Next(Math.Min(10 << Math.Min(attempt, 6), MaxPauseMilliseconds)), cancel);
        }

        return TraceabilityErrors.Busy;
    }

    /// <summary>Keeps word of a captured document, with the message that brings the records of its lots up to date.</summary>
    public async Task RecordCapture(string coop, string id, IReadOnlyList<EventPointer> events, CancellationToken cancel)
    {
        var key = CapturePrefix + id;
        await trade.Commit(
            new TradeBatch(coop).Insert(key, events).Send(new OutboxMessage(QueueNames.RecordedEvents, AgriTraceJson.Write(new RecordedEventMessage(coop, key)))),
            cancel);
    }

    private async Task<Result<StoredEvent>?> Earlier(StoredEvent stored, string recordId, CancellationToken cancel) =>
        await Find(stored.Coop, recordId, cancel) is not { } first ? null
        : first.Hash == stored.Hash ? first
        : TraceabilityErrors.KeyReused;
}
