using System.Text;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;

namespace AgriTrace.Infra.Storage;

/// <summary>A queue message that is stored with the change that causes it.</summary>
/// <param name="Queue">One of <see cref="QueueNames"/>.</param>
/// <param name="Body">JSON of the consumer's shape, at most 48 KiB as UTF-8 (a queue message holds 64 KiB of base64).</param>
/// <param name="Delay">How long it stays invisible after it was sent; null for at once.</param>
public sealed record OutboxMessage(string Queue, string Body, TimeSpan? Delay = null);

/// <summary>
/// Messages leave after the commit, and only then: the row is written in the transaction of the change, sent at once, and deleted
/// when sent. A crash in between leaves the row; the sweeping timer sends it later. A crash after sending and before deleting sends
/// it twice, so every consumer is idempotent.
/// </summary>
public sealed class Outbox(StorageAccount storage, ILogger<Outbox> log)
{
    private const string Prefix = "outbox|";

    /// <summary>A queue message holds 64 KiB of base64.</summary>
    internal const int MaxBody = 48 * 1024;

    /// <summary>A sweep leaves younger rows alone: their sender is probably still at it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    /// <summary>The row to add to the transaction; its key orders by time.</summary>
    /// <exception cref="InvalidOperationException">The body is larger than a queue takes: a bug, found before anything is committed.</exception>
    internal static TableEntity Row(string partition, OutboxMessage message, DateTimeOffset now)
    {
        if (Encoding.UTF8.GetByteCount(message.Body) > MaxBody) throw new InvalidOperationException($"A message for {message.Queue} is larger than {MaxBody} bytes.");
        return new TableEntity(partition, Prefix + Guid.CreateVersion7(now).ToString("N"))
        {
            ["Queue"] = message.Queue,
            ["Body"] = message.Body,
            ["DelaySeconds"] = (long)(message.Delay ?? TimeSpan.Zero).TotalSeconds,
            ["CreatedAt"] = now,
            ["V"] = 1,
        };
    }

    /// <summary>Sends committed rows and marks them as sent. Never throws what storage throws: the change is committed, and what is left is swept later.</summary>
    /// <returns>How many were sent.</returns>
    internal async Task<int> Deliver(TableClient table, IReadOnlyList<TableEntity> rows, CancellationToken cancel)
    {
        var sent = new List<TableEntity>();
        foreach (var row in rows)
            if (await TrySend(row, cancel))
                sent.Add(row);

        try
        {
            await MarkSent(table, sent, cancel);
        }
        catch (Exception exception) when (exception is RequestFailedException || StorageFailure.IsOutage(exception))
        {
            log.LogWarning(exception, "{Count} outbox message(s) of {Partition} were sent and not marked; the sweep sends them again.", sent.Count, rows[0].PartitionKey);
        }

        return sent.Count;
    }

    /// <summary>Sends what a crash or an outage left in one partition.</summary>
    /// <returns>How many were sent.</returns>
    internal async Task<int> Sweep(TableClient table, string partition, DateTimeOffset now, CancellationToken cancel)
    {
        var left = new List<TableEntity>();
        await foreach (var row in Unsent(table, partition, cancel))
            if (now - row.GetDateTimeOffset("CreatedAt") > Grace)
                left.Add(row);

        var sent = 0;
        foreach (var batch in left.Chunk(TableLimits.MaxEntitiesPerTransaction)) sent += await Deliver(table, batch, cancel);
        return sent;
    }

    /// <summary>When the oldest unsent message of a partition was written; null when all are sent.</summary>
    internal static async Task<DateTimeOffset?> Oldest(TableClient table, string partition, CancellationToken cancel)
    {
        await foreach (var row in Unsent(table, partition, cancel)) return row.GetDateTimeOffset("CreatedAt");
        return null;
    }

    private static AsyncPageable<TableEntity> Unsent(TableClient table, string partition, CancellationToken cancel) =>
        table.QueryAsync<TableEntity>(TableReads.RangeOf(partition, Prefix), cancellationToken: cancel);

    /// <summary>A row that cannot be sent waits, and holds up no other.</summary>
    private async Task<bool> TrySend(TableEntity row, CancellationToken cancel)
    {
        try
        {
            var delay = TimeSpan.FromSeconds(row.GetInt64("DelaySeconds") ?? 0);
            await storage.Queue(row.GetString("Queue")).SendMessageAsync(
                row.GetString("Body"), visibilityTimeout: delay, timeToLive: Forever, cancellationToken: cancel);
            return true;
        }
        catch (Exception exception) when (exception is RequestFailedException || StorageFailure.IsOutage(exception))
        {
            log.LogWarning(exception, "An outbox message of {Partition} to {Queue} waits for the sweep.", row.PartitionKey, row.GetString("Queue"));
            return false;
        }
    }

    /// <summary>A queue's default of seven days would lose work over a long outage of its consumer.</summary>
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);

    private static async Task MarkSent(TableClient table, IReadOnlyList<TableEntity> rows, CancellationToken cancel)
    {
        try
        {
            if (rows.Count == 1) await table.DeleteEntityAsync(rows[0].PartitionKey, rows[0].RowKey, ETag.All, cancel);
            else if (rows.Count > 1) await table.SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancel);
        }
        catch (RequestFailedException failed) when (failed.IsMissing())
        {
            // Another sender was faster with one of them; the rest is swept, and sent twice at worst.
        }
    }
}
