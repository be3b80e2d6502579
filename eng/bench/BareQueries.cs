using System.Collections.Concurrent;
using Azure.Data.Tables;

namespace AgriTrace.Bench;

/// <summary>The yardstick of queries: the same rows read with the bare SDK, by an index that one would make for them.</summary>
internal sealed class BareQueries(BareTables tables)
{
    private const int AtOnce = 16;

    /// <summary>The index rows of a class, then the events by point.</summary>
    /// <returns>How many there are, at most a page.</returns>
    public async Task<int> ByClass(string epcClass, int perPage)
    {
        var pointers = new List<string>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {BareTables.PartitionOf(epcClass)}");
        await foreach (var row in tables.Keys.QueryAsync<TableEntity>(filter))
        {
            pointers.Add(row.RowKey);
            if (pointers.Count == perPage) break;
        }

        var events = new ConcurrentBag<TableEntity>();
        await Parallel.ForEachAsync(pointers, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (key, cancel) =>
            events.Add(await tables.Events.GetEntityAsync<TableEntity>(key[..8], key, cancellationToken: cancel)));
        return events.Count;
    }

    /// <summary>The days on which a business step occurs, then these days with a filter, until a page is full.</summary>
    /// <inheritdoc cref="ByClass"/>
    public async Task<int> ByStep(string step, int perPage)
    {
        var days = new List<string>();
        await foreach (var row in tables.Days.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {"step|" + step}"), select: ["RowKey"]))
            days.Add(row.RowKey);

        var found = 0;
        foreach (var day in days)
        {
            await foreach (var row in tables.Events.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {day} and BizStep eq {step}"), perPage))
                if (++found == perPage)
                    return found;
        }

        return found;
    }
}
