using System.Globalization;
using AgriTrace.Domain.Traceability;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Traceability;

/// <summary>Where an event stands among a cooperative's events by time.</summary>
public sealed record EventPointer(string Month, string Key);

/// <param name="Next">The token of the next page; null on the last.</param>
public sealed record EventPage(IReadOnlyList<StoredEvent> Events, string? Next);

/// <summary>EPCIS events by cooperative and month, and by lot. A row, once written, never changes; writing it again does nothing.</summary>
public sealed class EventStore(StorageAccount storage)
{
    /// <summary>A page looks at this many events at most, whatever the filters; it may come out short, and says where to go on.</summary>
    private const int MaxLooked = 1000;

    /// <summary>In characters, of which each may take six bytes on the way; a transaction holds 4 MiB.</summary>
    private const int MaxBatchLength = 400_000;
    private const int MaxParallel = 8;

    private readonly TableClient table = storage.Table(TableNames.Events);

    /// <summary>Adds events to the lists by time. The months come last, since a month without events does no harm, unlike the reverse.</summary>
    public async Task AddByTime(string coop, IReadOnlyCollection<StoredEvent> events, CancellationToken cancel)
    {
        foreach (var month in events.GroupBy(stored => stored.Month))
        {
            await table.UpsertEntityAsync(new TableEntity(Months(coop), month.Key) { ["V"] = 1 }, TableUpdateMode.Replace, cancel);
            foreach (var batch in Batches(month.DistinctBy(stored => stored.Key)))
                await Add([.. batch.Select(stored => Row(Partition(coop, month.Key), stored))], cancel);
        }
    }

    public Task AddByLot(LotId lot, StoredEvent stored, CancellationToken cancel) => Add([Row(Partition(lot), stored)], cancel);

    public async Task<IReadOnlyList<StoredEvent>> OfLot(LotId lot, CancellationToken cancel)
    {
        var events = new List<StoredEvent>();
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Partition(lot)}"), cancellationToken: cancel))
            events.Add(EventOf(row));
        return events;
    }

    /// <summary>One point read. Null where a pointer leads nowhere.</summary>
    public async Task<StoredEvent?> Find(string coop, EventPointer at, CancellationToken cancel)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(Partition(coop, at.Month), at.Key, cancellationToken: cancel);
        return row.HasValue ? EventOf(row.Value!) : null;
    }

    /// <summary>One query for the months, one for each month that the page looks into.</summary>
    public async Task<EventPage> Page(string coop, EventQuery query, CancellationToken cancel)
    {
        var from = query.After ?? (query.From is { } start ? StoredEvent.Stamp(start) : string.Empty);
        var before = query.Before is { } end ? StoredEvent.Stamp(end) : "~";
        var (found, looked) = (new List<StoredEvent>(), 0);
        foreach (var month in await MonthsOf(coop, cancel))
        {
            if (string.CompareOrdinal(month, from.Length == 0 ? from : from[..6]) < 0 || string.CompareOrdinal(month, before) >= 0) continue;
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition(coop, month)} and RowKey ge {from} and RowKey lt {before}");
            await foreach (var row in table.QueryAsync<TableEntity>(filter, query.PerPage + 1, cancellationToken: cancel))
            {
                if (row.RowKey == query.After) continue;
                if (found.Count == query.PerPage) return new EventPage(found, EventQuery.TokenOf(found[^1]));
                var stored = EventOf(row);
                if (query.Matches(stored.Open())) found.Add(stored);
                if (++looked == MaxLooked) return new EventPage(found, EventQuery.TokenOf(stored));
            }
        }

        return new EventPage(found, null);
    }

    private async Task<List<string>> MonthsOf(string coop, CancellationToken cancel)
    {
        var months = new List<string>();
        await foreach (var row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Months(coop)}"), select: ["RowKey"], cancellationToken: cancel))
            months.Add(row.RowKey);
        return months;
    }

    /// <summary>One transaction for what is new altogether; row by row where one of them is there already.</summary>
    private async Task Add(IReadOnlyList<TableEntity> rows, CancellationToken cancel)
    {
        try
        {
            if (rows.Count == 1) await table.AddEntityAsync(rows[0], cancel);
            else await table.SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), cancel);
        }
        catch (RequestFailedException failed) when (failed.IsConflict())
        {
            if (rows.Count == 1) return;
            await Parallel.ForEachAsync(rows, new ParallelOptions { MaxDegreeOfParallelism = MaxParallel, CancellationToken = cancel }, async (row, stop) => await Add([row], stop));
        }
    }

    private static IEnumerable<List<StoredEvent>> Batches(IEnumerable<StoredEvent> events)
    {
        var (batch, length) = (new List<StoredEvent>(), 0);
        foreach (var stored in events)
        {
            length += stored.Context.Length + stored.Json.Length;
            if (batch.Count == TableLimits.MaxEntitiesPerTransaction || (length > MaxBatchLength && batch.Count > 0))
            {
                yield return batch;
                (batch, length) = ([], stored.Context.Length + stored.Json.Length);
            }

            batch.Add(stored);
        }

        if (batch.Count > 0) yield return batch;
    }

    /// <summary>Context and event stand one behind the other, as they are: inside of JSON of ours every quote of theirs would be six characters.</summary>
    private static TableEntity Row(string partition, StoredEvent stored) => new TableEntity(partition, stored.Key)
    {
        ["Coop"] = stored.Coop,
        ["Hash"] = stored.Hash,
        ["RecordTime"] = stored.RecordTime,
        ["EventTime"] = stored.EventTime,
        ["ContextLength"] = stored.Context.Length,
    }.WithJson(stored.Context + stored.Json);

    private static StoredEvent EventOf(TableEntity row)
    {
        var (text, split) = (row.JsonText(), row.GetInt32("ContextLength") ?? 0);
        return new StoredEvent(
            row.GetString("Coop"), row.GetString("Hash"), row.GetDateTimeOffset("RecordTime") ?? default, row.GetDateTimeOffset("EventTime") ?? default, text[..split], text[split..]);
    }

    private static string Months(string coop) => $"{coop}|months";

    private static string Partition(string coop, string month) => string.Create(CultureInfo.InvariantCulture, $"{coop}|{month}");

    private static string Partition(LotId lot) => "lot|" + KeyText.Of(lot.Key);
}
