using System.Globalization;
using AgriTrace.Domain;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Payments;

/// <summary>What the queue of Stripe's events carries: where the stored event lies.</summary>
public sealed record StoredWebhook(string Day, string Id);

/// <summary>
/// That webhook events came, each once; a partition a day, so that what was never applied can be found. Their bodies, which name the
/// payer, are not kept: the session is asked for anew.
/// </summary>
public sealed class WebhookStore(StorageAccount storage, TimeProvider clock)
{
    /// <summary>Stripe itself tries for three days; what is older was seen by a person.</summary>
    private const int SweptDays = 4;

    /// <summary>Younger events are probably being applied right now. Each further try waits as long again as the event is old.</summary>
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMinutes(5);

    private readonly TableClient table = storage.Table(TableNames.Webhooks);

    /// <summary>One insert and one message. A repeated delivery sends the message again, because the first sender may have died before it did.</summary>
    public async Task Store(StripeNotice notice, CancellationToken cancel)
    {
        var stored = new StoredWebhook(DayOf(notice.Created), notice.EventId);
        try
        {
            await table.AddEntityAsync(RowOf(stored, notice), cancel);
        }
        catch (RequestFailedException failed) when (failed.IsConflict())
        {
            // Came before. Applying it twice is harmless; not applying it is not.
        }

        await Send(stored, cancel);
    }

    /// <returns>The notice; null when it was applied already.</returns>
    public async Task<StripeNotice?> Open(StoredWebhook stored, CancellationToken cancel)
    {
        var row = (await table.GetEntityAsync<TableEntity>(Partition(stored.Day), KeyText.Of(stored.Id), cancellationToken: cancel)).Value;
        return row.GetBoolean("Applied") == true
            ? null
            : new StripeNotice(stored.Id, row.GetString("Type"), row.GetString("Session"), row.GetDateTimeOffset("CreatedAt") ?? default);
    }

    public Task MarkApplied(StoredWebhook stored, CancellationToken cancel) => table.UpdateEntityAsync(
        new TableEntity(Partition(stored.Day), KeyText.Of(stored.Id)) { ["Applied"] = true }, ETag.All, TableUpdateMode.Merge, cancel);

    /// <summary>Puts events of the last days that were never applied back on their queue: the provider was unreachable for long, or a worker died.</summary>
    public async Task SendUnapplied(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        for (var back = 0; back < SweptDays; back++)
        {
            var day = DayOf(now.AddDays(-back));
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition(day)} and Applied eq false and NextTry lt {now}");
            await foreach (var row in table.QueryAsync<TableEntity>(filter, select: ["PartitionKey", "RowKey", "EventId", "StoredAt"], cancellationToken: cancel))
                await SendAgain(row, day, now, cancel);
        }
    }

    /// <summary>The next try is put off first: an event that can never be applied must not fill the poison queue.</summary>
    private async Task SendAgain(TableEntity row, string day, DateTimeOffset now, CancellationToken cancel)
    {
        var age = now - (row.GetDateTimeOffset("StoredAt") ?? now);
        await table.UpdateEntityAsync(
            new TableEntity(row.PartitionKey, row.RowKey) { ["NextTry"] = now + age }, ETag.All, TableUpdateMode.Merge, cancel);
        await Send(new StoredWebhook(day, row.GetString("EventId")), cancel);
    }

    private async Task Send(StoredWebhook stored, CancellationToken cancel) =>
        await storage.Queue(QueueNames.StripeEvents).SendMessageAsync(AgriTraceJson.Write(stored), cancel);

    private TableEntity RowOf(StoredWebhook stored, StripeNotice notice) =>
        new TableEntity(Partition(stored.Day), KeyText.Of(stored.Id))
        {
            ["EventId"] = notice.EventId,
            ["Type"] = notice.Type,
            ["Session"] = notice.SessionId,
            ["CreatedAt"] = notice.Created,
            ["StoredAt"] = clock.GetUtcNow(),
            ["NextTry"] = clock.GetUtcNow() + FirstRetry,
            ["Applied"] = false,
            ["V"] = 2,
        };

    private static string Partition(string day) => "stripe|" + day;

    private static string DayOf(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
