using AgriTrace.Domain;
using AgriTrace.Domain.Traceability.Queries;
using AgriTrace.Infra.Privacy;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Traceability;

/// <summary>Who is told of what is new in a named query, and how far they are.</summary>
public sealed class Subscriptions(StorageAccount storage, DueSubscriptions due, Protector protector, TimeProvider clock)
{
    /// <summary>More tries than callers who subscribe at one moment.</summary>
    private const int MaxTries = 5;

    private readonly TableClient table = storage.Table(TableNames.Queries);

    public async Task<Subscription?> Find(SubscriptionId at, CancellationToken cancel) =>
        await Row(at, cancel) is { } row ? QueryRows.SubscriptionOf(row, protector) : null;

    /// <summary>In the order in which they were made; never more than a handful.</summary>
    public async Task<IReadOnlyList<Subscription>> Of(string coop, string query, CancellationToken cancel) =>
        [.. (await Rows(coop, query, cancel)).Select(row => QueryRows.SubscriptionOf(row, protector)).OrderBy(one => one.CreatedAt)];

    /// <param name="request">What was asked for, in one text: to tell a repeated call from another one under its id.</param>
    /// <returns>The subscription as it is stored, which is the first one where the call is repeated.</returns>
    /// <remarks>
    /// When it is due is written first: a crash before the subscription leaves a hint that leads nowhere, the reverse one that nobody would serve.
    /// The query's row is written too, so that nobody deletes the query at the same moment, and no other makes one subscription too many.
    /// </remarks>
    public async Task<Result<Subscription>> Add(Subscription subscription, string request, CancellationToken cancel)
    {
        var (coop, query) = (subscription.At.Coop, subscription.At.Query);
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            if (await table.Find<NamedQuery>(coop, QueryRows.KeyOf(query), cancel) is not { } fence) return NamedQueryErrors.NoSuchQuery;
            var known = await Rows(coop, query, cancel);
            if (known.FirstOrDefault(row => row.RowKey == QueryRows.KeyOf(subscription.At)) is { } before) return Repeated(before, request);
            if (known.Count >= NamedQuery.MaxSubscriptions) return SubscriptionErrors.TooMany;
            await due.Put(subscription.At, subscription.NextAt, cancel);
            if (await Add(subscription, request, fence.Value, fence.Version, cancel)) return subscription;
        }

        return NamedQueryErrors.Busy;
    }

    /// <returns>False where there is none.</returns>
    public async Task<bool> Delete(SubscriptionId at, CancellationToken cancel)
    {
        if (await Row(at, cancel) is null) return false;
        await table.DeleteEntityAsync(at.Coop, QueryRows.KeyOf(at), ETag.All, cancel);
        await due.Remove(at, cancel);
        return true;
    }

    /// <summary>The streams of a cooperative that are served.</summary>
    public async Task<IReadOnlyList<SubscriptionId>> Streams(string coop, CancellationToken cancel)
    {
        var streams = new List<SubscriptionId>();
        var filter = TableReads.RangeOf(coop, QueryRows.Subscriptions) + $" and {QueryRows.Stream} eq true";
        await foreach (var row in table.QueryAsync<TableEntity>(filter, select: ["RowKey"], cancellationToken: cancel))
            if (row.RowKey.Split('|') is [_, var query, var id]) streams.Add(new SubscriptionId(coop, query, id));
        return streams;
    }

    /// <summary>Takes the sole right to send to a subscriber, for a while.</summary>
    /// <returns>Null where nothing is to be sent now; and where another worker holds that right, who then looks once more.</returns>
    public async Task<SubscriptionLease?> Claim(SubscriptionId at, CancellationToken cancel)
    {
        while (true)
        {
            var now = clock.GetUtcNow();
            if (await Row(at, cancel) is not { } row)
            {
                await due.Remove(at, cancel);
                return null;
            }

            var subscription = QueryRows.SubscriptionOf(row, protector);
            if (!subscription.IsDue(now))
            {
                await due.Put(at, subscription.NextAt, cancel);
                return null;
            }

            var lease = new SubscriptionLease(table, protector, clock, row, subscription);
            if (SubscriptionLease.HeldUntil(row) is { } until && until > now)
            {
                // Whoever holds it may be dead.
                await due.Put(at, until, cancel);
                if (await lease.Ask(cancel)) return null;
            }
            else if (await lease.Take(cancel))
            {
                return lease;
            }
        }
    }

    private Result<Subscription> Repeated(TableEntity row, string request) =>
        protector.Macs(row.RowKey, request).Contains(row.GetString(QueryRows.Request)) ? QueryRows.SubscriptionOf(row, protector) : SubscriptionErrors.KeyUsed;

    /// <returns>False when the query, or one of its subscriptions, was written since it was read.</returns>
    private async Task<bool> Add(Subscription subscription, string request, NamedQuery query, string version, CancellationToken cancel)
    {
        var row = QueryRows.RowOf(subscription, protector);
        row[QueryRows.Request] = protector.Mac(row.RowKey, request);
        TableTransactionAction[] both =
        [
            new(TableTransactionActionType.UpdateReplace, QueryRows.RowOf(subscription.At.Coop, query), new ETag(version)),
            new(TableTransactionActionType.Add, row),
        ];
        try
        {
            await table.SubmitTransactionAsync(both, cancel);
            return true;
        }
        catch (RequestFailedException failed) when (failed.IsChanged() || failed.IsMissing() || failed.IsConflict())
        {
            return false;
        }
    }

    private async Task<TableEntity?> Row(SubscriptionId at, CancellationToken cancel)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(at.Coop, QueryRows.KeyOf(at), cancellationToken: cancel);
        return row.HasValue ? row.Value : null;
    }

    private async Task<IReadOnlyList<TableEntity>> Rows(string coop, string query, CancellationToken cancel)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>(TableReads.RangeOf(coop, QueryRows.PrefixOf(query)), cancellationToken: cancel)) rows.Add(row);
        return rows;
    }
}
