using AgriTrace.Domain;
using AgriTrace.Domain.Traceability.Queries;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Traceability;

/// <summary>When each subscription of the platform is to be looked at next: one small partition, so that nobody looks through all cooperatives.</summary>
/// <remarks>
/// These rows are hints: the subscription's own row decides. One that comes too early costs a look, and one that a crash left behind is taken away
/// by whoever follows it.
/// </remarks>
public sealed class DueSubscriptions(StorageAccount storage, TimeProvider clock)
{
    /// <summary>No cooperative has such an id.</summary>
    private const string Partition = "~due";

    private const string At = "At", Subscription = "Subscription";

    /// <summary>Of one sweep; the rest waits for the next, half a minute later.</summary>
    private const int MostAtOnce = 2_000;

    private const int MaxParallel = 8;

    /// <summary>Longer than a worker holds a subscription, so that a sweep sends nothing that is probably in work.</summary>
    private static readonly TimeSpan PutOff = TimeSpan.FromMinutes(3);

    private readonly TableClient table = storage.Table(TableNames.Queries);

    /// <param name="when">Null for never: the row goes.</param>
    public Task Put(SubscriptionId subscription, DateTimeOffset? when, CancellationToken cancel) =>
        when is { } at ? table.UpsertEntityAsync(Row(subscription, at), TableUpdateMode.Replace, cancel) : Remove(subscription, cancel);

    public async Task Remove(SubscriptionId subscription, CancellationToken cancel) =>
        await table.DeleteEntityAsync(Partition, KeyOf(subscription), ETag.All, cancel);

    /// <summary>Has a worker look at a subscription.</summary>
    /// <param name="after">How long it waits at least; nothing for at once.</param>
    public async Task Send(SubscriptionId subscription, TimeSpan after, CancellationToken cancel) =>
        await storage.Queue(QueueNames.DueSubscriptions).SendMessageAsync(AgriTraceJson.Write(subscription), after, cancellationToken: cancel);

    /// <summary>Sends a message for each subscription that is due.</summary>
    /// <remarks>Each is put off before its message is sent: a crash between the two means that it is found again after that time.</remarks>
    public async Task Sweep(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var found = new List<SubscriptionId>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and At le {now}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancel))
        {
            found.Add(AgriTraceJson.Read<SubscriptionId>(row.GetString(Subscription)));
            if (found.Count == MostAtOnce) break;
        }

        await Parallel.ForEachAsync(found, new ParallelOptions { MaxDegreeOfParallelism = MaxParallel, CancellationToken = cancel }, async (one, stop) =>
        {
            await Put(one, now + PutOff, stop);
            await Send(one, TimeSpan.Zero, stop);
        });
    }

    private static TableEntity Row(SubscriptionId subscription, DateTimeOffset at) =>
        new(Partition, KeyOf(subscription)) { [At] = at, [Subscription] = AgriTraceJson.Write(subscription), ["V"] = 1 };

    private static string KeyOf(SubscriptionId subscription) => $"{subscription.Coop}|{subscription.Query}|{subscription.Id}";
}
