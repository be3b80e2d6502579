using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Orders;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Trade;

/// <summary>The open trade of cooperatives: one partition each. The only place that knows how it lies in its table.</summary>
public sealed class TradeStore(StorageAccount storage, Outbox outbox, Lanes lanes, TimeProvider clock)
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
        var (actions, sent) = batch.Seal(clock.GetUtcNow());
        if (actions.Count == 0) return TradeOutcome.Committed;
        try
        {
            await table.SubmitTransactionAsync(actions, cancel);
        }
        catch (RequestFailedException failed) when (failed.IsConflict())
        {
            return TradeOutcome.Exists;
        }
        catch (RequestFailedException failed) when (failed.IsChanged() || failed.IsMissing())
        {
            return TradeOutcome.Changed;
        }

        batch.Arrived();
        if (sent.Count > 0) await outbox.Deliver(table, sent, cancel);
        return TradeOutcome.Committed;
    }

    /// <summary>Loads the board, decides and commits, and begins again when another writer came first: bounded, with a growing, jittered pause.</summary>
    /// <param name="decide">Gets the board as it is; gives the batch with what the caller wants back, or a refusal.</param>
    /// <returns>
    /// The outcome with what <paramref name="decide"/> gave: <see cref="TradeOutcome.Committed"/>, <see cref="TradeOutcome.Exists"/>, or
    /// <see cref="TradeOutcome.Changed"/> when every attempt was beaten. The refusal of <paramref name="decide"/> as it is.
    /// </returns>
    public async Task<Result<(TradeOutcome Outcome, T Value)>> Change<T>(
        string coop, Func<Versioned<Board>, Task<Result<(TradeBatch Batch, T Value)>>> decide, CancellationToken cancel)
    {
        using var turn = await lanes.Enter(coop, cancel);
        (TradeOutcome, T) last = default;
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (attempt > 0) await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(5, 20 << Math.Min(attempt, 5))), clock, cancel);
            if (await Board(coop, cancel) is not { } board) return CooperativeErrors.NoSuchCooperative(coop);
            if (!(await decide(board)).Try(out var decided, out var error)) return error;
            last = (await Commit(decided.Batch, cancel), decided.Value);
            if (last.Item1 != TradeOutcome.Changed) break;
        }

        return last;
    }

    /// <summary>Other processes can beat us this often before the caller is asked to come back.</summary>
    private const int MaxAttempts = 10;

    public Task<int> SweepOutbox(string coop, CancellationToken cancel) => outbox.Sweep(table, coop, clock.GetUtcNow(), cancel);

    public Task<DateTimeOffset?> OldestUnsent(string coop, CancellationToken cancel) => Outbox.Oldest(table, coop, cancel);
}

/// <param name="Version">The row's ETag; what is written over it must name it.</param>
public sealed record Versioned<T>(T Value, string Version);
