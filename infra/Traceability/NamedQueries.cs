using AgriTrace.Domain;
using AgriTrace.Domain.Traceability.Queries;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Traceability;

/// <param name="Next">The name after which the next page begins; null on the last.</param>
public sealed record NamedQueryPage(IReadOnlyList<NamedQuery> Queries, string? Next);

/// <summary>The queries that cooperatives keep under names.</summary>
public sealed class NamedQueries(StorageAccount storage, DueSubscriptions due)
{
    /// <summary>More tries than callers who subscribe and unsubscribe at one moment.</summary>
    private const int MaxTries = 5;

    private readonly TableClient table = storage.Table(TableNames.Queries);

    /// <summary>One point read.</summary>
    public async Task<NamedQuery?> Find(string coop, string name, CancellationToken cancel) =>
        NamedQuery.IsName(name) ? (await table.Find<NamedQuery>(coop, QueryRows.KeyOf(name), cancel))?.Value : null;

    /// <param name="after">A name; null for the first page.</param>
    public async Task<NamedQueryPage> Page(string coop, int perPage, string? after, CancellationToken cancel)
    {
        var found = new List<NamedQuery>();
        var filter = TableReads.RangeOf(coop, QueryRows.Queries);
        if (after is not null) filter += " and " + TableClient.CreateQueryFilter($"RowKey gt {QueryRows.KeyOf(after)}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, Math.Min(perPage + 1, TableLimits.MaxRowsAtOnce), cancellationToken: cancel))
        {
            if (found.Count == perPage) return new NamedQueryPage(found, found[^1].Name);
            found.Add(row.Json<NamedQuery>());
        }

        return new NamedQueryPage(found, null);
    }

    /// <remarks>Several at once may exceed the limit: it keeps the list short, and guards nothing.</remarks>
    public async Task<Result<NamedQuery>> Add(string coop, NamedQuery query, CancellationToken cancel)
    {
        var count = 0;
        await foreach (var row in table.QueryAsync<TableEntity>(TableReads.RangeOf(coop, QueryRows.Queries), select: ["RowKey"], cancellationToken: cancel))
        {
            if (row.RowKey == QueryRows.KeyOf(query.Name)) return NamedQueryErrors.Exists(query.Name);
            count++;
        }

        if (count >= NamedQuery.MaxQueries) return NamedQueryErrors.TooMany;
        try
        {
            await table.AddEntityAsync(QueryRows.RowOf(coop, query), cancel);
            return query;
        }
        catch (RequestFailedException failed) when (failed.IsConflict())
        {
            return NamedQueryErrors.Exists(query.Name);
        }
    }

    /// <summary>Deletes the query and its subscriptions, in one transaction.</summary>
    /// <returns>The refusal; null when it is gone.</returns>
    /// <remarks>A crash after it leaves words of when those were due; whoever follows them finds nothing and takes them away.</remarks>
    public async Task<Error?> Delete(string coop, string name, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            if (!NamedQuery.IsName(name) || await table.Find<NamedQuery>(coop, QueryRows.KeyOf(name), cancel) is not { } query) return NamedQueryErrors.NoSuchQuery;
            var subscriptions = await Keys(coop, name, cancel);
            if (!await Delete(coop, QueryRows.KeyOf(name), query.Version, subscriptions, cancel)) continue;
            foreach (var key in subscriptions) await due.Remove(new SubscriptionId(coop, name, key[QueryRows.PrefixOf(name).Length..]), cancel);
            return null;
        }

        return NamedQueryErrors.Busy;
    }

    /// <returns>False when the query or a subscription of it changed since they were read.</returns>
    private async Task<bool> Delete(string coop, string key, string version, IEnumerable<string> subscriptions, CancellationToken cancel)
    {
        TableTransactionAction[] all =
        [
            new(TableTransactionActionType.Delete, new TableEntity(coop, key), new ETag(version)),
            .. subscriptions.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(coop, row), ETag.All)),
        ];
        try
        {
            await table.SubmitTransactionAsync(all, cancel);
            return true;
        }
        catch (RequestFailedException failed) when (failed.IsChanged() || failed.IsMissing())
        {
            return false;
        }
    }

    private async Task<IReadOnlyList<string>> Keys(string coop, string query, CancellationToken cancel)
    {
        var keys = new List<string>();
        await foreach (var row in table.QueryAsync<TableEntity>(TableReads.RangeOf(coop, QueryRows.PrefixOf(query)), select: ["RowKey"], cancellationToken: cancel)) keys.Add(row.RowKey);
        return keys;
    }
}
