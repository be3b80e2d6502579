using AgriTrace.Domain;
using AgriTrace.Domain.Ledger;
using AgriTrace.Domain.Orders;
using AgriTrace.Infra.Trade;

namespace AgriTrace.Infra.Ledger;

/// <summary>Writes the books: what people post, and until which day they are closed. Orders and weighing slips post with their own changes.</summary>
public sealed class LedgerStore(TradeStore trade, LedgerReader reader, Snapshots snapshots, PostedKeys keys)
{
    /// <summary>Posts once an id.</summary>
    /// <returns>The transfer; the one that an earlier request of the same id made, even when its day was closed since.</returns>
    public async Task<Result<Transfer>> Post(string coop, Transfer transfer, string fingerprint, CancellationToken cancel)
    {
        // One of long ago would not be in the way of the insert.
        if (await Earlier(coop, transfer, fingerprint, cancel) is { } known) return known;
        // The id comes first in the batch, so that a repeat is found to be one, and not a board that has changed.
        var posted = await trade.Change(coop, board => Task.FromResult(new TradeBatch(coop).Together()
            .Insert(PostedKeys.KeyOf(transfer.Id), new Posted(transfer.Day, fingerprint)).Board(board.Value, board.Version).Post(transfer).Map(batch => (batch, transfer))), cancel);
        if (posted.Try(out var done, out var refusal) && done.Outcome == TradeOutcome.Committed) return transfer;

        return await Earlier(coop, transfer, fingerprint, cancel) ?? refusal ?? LedgerErrors.Busy;
    }

    /// <summary>What was posted under the id of a transfer before, on whatever day.</summary>
    /// <returns>Null where nothing was; refused where it was something else.</returns>
    public async Task<Result<Transfer>?> Earlier(string coop, Transfer transfer, string fingerprint, CancellationToken cancel)
    {
        if (await keys.Find(coop, transfer.Id, cancel) is not { } earlier) return null;
        if (earlier.Fingerprint != fingerprint) return transfer.Corrects is null ? LedgerErrors.KeyUsed : LedgerErrors.AlreadyCorrected(transfer.Id);
        return await reader.Find(coop, earlier.Day, transfer.Id, cancel) is { } first ? first : throw new InvalidOperationException($"Transfer {transfer.Id} of {coop} was posted and is not there.");
    }

    /// <summary>The last day that is closed; null where none is.</summary>
    public async Task<DateOnly?> ClosedThrough(string coop, CancellationToken cancel) => (await trade.Board(coop, cancel))?.Value.ClosedThrough;

    /// <summary>Closes the books through a day, which must be over. The same day again is the same as once.</summary>
    /// <remarks>A crash after the board was written leaves a closed day without its snapshot: the books are added up from the one before, and the nightly timer makes it.</remarks>
    public async Task<Result<DateOnly>> Close(string coop, DateOnly day, CancellationToken cancel)
    {
        var closed = await trade.Change(coop, board => Task.FromResult(Closed(coop, board, day)), cancel);
        if (!closed.Try(out var done, out var error)) return error;
        if (done.Outcome == TradeOutcome.Changed) return LedgerErrors.Busy;
        await TakeSnapshot(coop, day, cancel);
        return day;
    }

    /// <summary>Keeps what is on the accounts at the end of a closed day. Costs one read where that was done.</summary>
    public async Task TakeSnapshot(string coop, DateOnly closedDay, CancellationToken cancel)
    {
        if (await snapshots.Latest(coop, closedDay, cancel) is { } known && known.Day == closedDay) return;
        await snapshots.Keep(coop, new Snapshot(closedDay, await reader.At(coop, closedDay, cancel)), cancel);
    }

    private static Result<(TradeBatch Batch, DateOnly Day)> Closed(string coop, Versioned<Board> board, DateOnly day) => board.Value.ClosedThrough switch
    {
        { } known when known == day => (new TradeBatch(coop), day),
        { } known when known > day => LedgerErrors.ClosedAlready(known),
        _ => (new TradeBatch(coop).Together().Board(board.Value with { ClosedThrough = day }, board.Version), day),
    };
}
