using AgriTrace.Domain;
using AgriTrace.Domain.Orders;
using AgriTrace.Infra.Storage;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Trade;

/// <summary>The open trade of cooperatives: one partition each. The only place that knows how it lies in its table.</summary>
public sealed class TradeStore(StorageAccount storage, Outbox outbox, TradeGroups groups, TimeProvider clock)
{
    internal const string BoardKey = "board";

    private readonly TableClient table = storage.Table(TableNames.Trade);

    /// <summary>One point read.</summary>
    /// <returns>Null for a cooperative that has nothing on sale and never had.</returns>
    public Task<Versioned<Board>?> Board(string coop, CancellationToken cancel) => Load<Board>(coop, BoardKey, cancel);

    /// <summary>One point read of any row of the partition.</summary>
    public Task<Versioned<T>?> Load<T>(string coop, string key, CancellationToken cancel)
        where T : class =>
        table.Find<T>(coop, key, cancel);

    /// <summary>
    /// One transaction; then the messages, and one write that marks them as sent. An outage in the transaction leaves it open whether it
    /// was stored: the caller's retry finds out by <see cref="TradeOutcome.Exists"/>.
    /// </summary>
    public async Task<TradeOutcome> Commit(TradeBatch batch, CancellationToken cancel)
    {
        var transaction = new TradeTransaction(batch.Coop, clock.GetUtcNow());
        transaction.TryAdd(batch);
        var end = await transaction.Submit(table, cancel);
        if (end.Outcome == TradeOutcome.Committed && transaction.Outbox.Count > 0) await outbox.Deliver(table, transaction.Outbox, cancel);
        return end.Outcome;
    }

    /// <summary>
    /// Decides on the board and commits, together with other changes of the cooperative that come at the same time; decides again when
    /// another writer came first: bounded, with a growing, jittered pause. An outage in the transaction is that of all who were in it.
    /// </summary>
    /// <param name="decide">
    /// Gets the board as it is, or as it will be after the changes that commit before this one in the same transaction; gives the batch with
    /// what the caller wants back, or a refusal. Must bear to be called again, and runs in the caller's own flow.
    /// Where it reads other rows of the trade, see <see cref="TradeBatch.Together"/>.
    /// </param>
    /// <param name="cancel">Takes the change back while it waits; once it is on its way to storage, only the waiting ends.</param>
    /// <returns>
    /// The outcome with what <paramref name="decide"/> gave: <see cref="TradeOutcome.Committed"/>, <see cref="TradeOutcome.Exists"/>, or
    /// <see cref="TradeOutcome.Changed"/> when every attempt was beaten. The refusal of <paramref name="decide"/> as it is.
    /// </returns>
    public async Task<Result<(TradeOutcome Outcome, T Value)>> Change<T>(
        string coop, Func<Versioned<Board>, Task<Result<(TradeBatch Batch, T Value)>>> decide, CancellationToken cancel)
    {
        var member = new TradeMember<T>(decide, cancel);
        groups.Join(coop, member);
        return await member.Answered.WaitAsync(cancel);
    }

    public Task<int> SweepOutbox(string coop, CancellationToken cancel) => outbox.Sweep(table, coop, clock.GetUtcNow(), cancel);

    public Task<DateTimeOffset?> OldestUnsent(string coop, CancellationToken cancel) => Outbox.Oldest(table, coop, cancel);
}

/// <param name="Version">The row's ETag; what is written over it must name it.</param>
public sealed record Versioned<T>(T Value, string Version);
