using System.Collections.Concurrent;
using AgriTrace.Domain;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Queries;
using AgriTrace.Infra.Storage;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Traceability;

/// <summary>
/// Finds events in two ways: by key, which leads to each event that names an EPC, a class or an id; and by the days on which a value,
/// such as a business step, occurs. Rows are added before the event that they lead to, and nothing deletes one.
/// </summary>
public sealed class EventIndex(StorageAccount storage)
{
    /// <summary>The days of all events together: a dimension of one value.</summary>
    private const string AnyDay = "Day";
    private const int MaxParallel = 16;

    /// <summary>Some ten megabytes. What is forgotten is only written again.</summary>
    private const int MaxRemembered = 100_000;

    private readonly TableClient keys = storage.Table(TableNames.EventKeys);
    private readonly TableClient days = storage.Table(TableNames.EventDays);

    /// <summary>Rows that are there, so that the tenth event of a day marks nothing anew.</summary>
    private readonly ConcurrentDictionary<string, bool> remembered = new(StringComparer.Ordinal);

    /// <summary>Adds all that leads to these events; doing it again changes nothing.</summary>
    public async Task Add(string coop, IReadOnlyCollection<IndexedEvent> events, CancellationToken cancel)
    {
        var rows = events.SelectMany(one => MarksOf(coop, one)).Where(row => !remembered.ContainsKey(Name(row))).DistinctBy(Name).ToArray();
        var all = rows.Select(row => (days, row)).Concat(events.SelectMany(one => KeysOf(coop, one)).DistinctBy(Name).Select(row => (keys, row)));
        var batches = all.GroupBy(one => (one.Item1, one.row.PartitionKey), one => one.row).SelectMany(group => group.Chunk(TableLimits.MaxEntitiesPerTransaction).Select(batch => (group.Key.Item1, batch)));
        await Parallel.ForEachAsync(batches, new ParallelOptions { MaxDegreeOfParallelism = MaxParallel, CancellationToken = cancel }, async (one, stop) => await Put(one.Item1, one.batch, stop));
        Remember(rows);
    }

    /// <summary>The keys of events that name an EPC or a class, in the order of event time.</summary>
    /// <param name="from">Inclusive, as the beginning of a key; empty for the first.</param>
    /// <param name="before">Exclusive.</param>
    public IAsyncEnumerable<string> Naming(string coop, string key, string from, string before, CancellationToken cancel) => Pointers(coop, KeyHash(key), from, before, cancel);

    /// <summary>The keys of the events with an id: as it was given, or the event hash.</summary>
    public IAsyncEnumerable<string> WithId(string coop, string id, string from, string before, CancellationToken cancel) => Pointers(coop, IdHash(id), from, before, cancel);

    /// <summary>The hash of the event that has a given id; one point read.</summary>
    public async Task<string?> OwnerOf(string coop, string id, CancellationToken cancel)
    {
        var hash = IdHash(id);
        var row = await keys.GetEntityIfExistsAsync<TableEntity>(Bucket(coop, hash), hash, cancellationToken: cancel);
        return row.HasValue ? row.Value!.GetString("Hash") : null;
    }

    /// <summary>The days, in their order, on which a value of the condition occurs; without a condition, on which anything does.</summary>
    public async Task<IReadOnlyList<string>> Days(string coop, EventCondition? condition, string from, string to, CancellationToken cancel)
    {
        var marks = condition is null ? [(AnyDay, string.Empty)] : condition.Values.Select(value => (condition.Dimension.ToString(), Hash(value)));
        var found = await Task.WhenAll(marks.Select(mark => DaysOf(coop, mark.Item1, mark.Item2, from, to, cancel)));
        return [.. found.SelectMany(list => list).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The values of a dimension that occurred, in an order of no meaning.</summary>
    /// <param name="after">Where the page before ended; null for the first.</param>
    public Task<ValuePage> Values(string coop, EventDimension dimension, int count, string? after, CancellationToken cancel) =>
        Values(days, TableClient.CreateQueryFilter($"PartitionKey eq {Partition(coop, dimension.ToString())} and RowKey gt {after ?? string.Empty} and Value ge {string.Empty}"), row => row.RowKey, count, cancel);

    /// <summary>The EPCs that occurred, in an order of no meaning; classes are not among them.</summary>
    /// <inheritdoc cref="Values(string, EventDimension, int, string, CancellationToken)"/>
    public Task<ValuePage> Epcs(string coop, int count, string? after, CancellationToken cancel)
    {
        var (start, end) = (after is null ? $"{coop}|" : Bucket(coop, after), $"{coop}}}");
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {start} and PartitionKey lt {end} and RowKey gt {after ?? string.Empty} and Class eq {false}");
        // Hashes begin with their bucket, so their order is that of the partitions too.
        return Values(keys, filter, row => row.RowKey, count, cancel);
    }

    public async Task<bool> Has(string coop, EventDimension dimension, string value, CancellationToken cancel) =>
        (await days.GetEntityIfExistsAsync<TableEntity>(Partition(coop, dimension.ToString()), Hash(value), cancellationToken: cancel)).HasValue;

    /// <summary>Whether a key is an EPC class; null where no event names it.</summary>
    public async Task<bool?> IsClass(string coop, string key, CancellationToken cancel)
    {
        var row = await keys.GetEntityIfExistsAsync<TableEntity>(Bucket(coop, KeyHash(key)), KeyHash(key), cancellationToken: cancel);
        return row.HasValue ? row.Value!.GetBoolean("Class") : null;
    }

    private static async Task<ValuePage> Values(TableClient table, string filter, Func<TableEntity, string> placeOf, int count, CancellationToken cancel)
    {
        var (found, last) = (new List<string>(), default(string));
        await foreach (var row in table.QueryAsync<TableEntity>(filter, count + 1, cancellationToken: cancel))
        {
            if (found.Count == count) return new ValuePage(found, last);
            found.Add(row.GetString("Value"));
            last = placeOf(row);
        }

        return new ValuePage(found, null);
    }

    private async IAsyncEnumerable<string> Pointers(string coop, string hash, string from, string before, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var (start, end) = ($"{hash}|{from}", $"{hash}|{before}");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Bucket(coop, hash)} and RowKey ge {start} and RowKey lt {end}");
        await foreach (var row in keys.QueryAsync<TableEntity>(filter, select: ["RowKey"], cancellationToken: cancel)) yield return row.RowKey[(hash.Length + 1)..];
    }

    private async Task<List<string>> DaysOf(string coop, string dimension, string hash, string from, string to, CancellationToken cancel)
    {
        var (found, start, end) = (new List<string>(), $"{hash}|{from}", $"{hash}|{to}~");
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition(coop, dimension)} and RowKey ge {start} and RowKey lt {end}");
        await foreach (var row in days.QueryAsync<TableEntity>(filter, select: ["RowKey"], cancellationToken: cancel)) found.Add(row.RowKey[(hash.Length + 1)..]);
        return found;
    }

    private static async Task Put(TableClient table, TableEntity[] rows, CancellationToken cancel)
    {
        if (rows.Length == 1) await table.UpsertEntityAsync(rows[0], TableUpdateMode.Replace, cancel);
        else await table.SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)), cancel);
    }

    private static IEnumerable<TableEntity> MarksOf(string coop, IndexedEvent one)
    {
        var recorded = (EventDimension.RecordDay, StoredEvent.Stamp(one.Stored.RecordTime)[..8]);
        yield return new TableEntity(Partition(coop, AnyDay), "|" + one.Stored.Day);
        foreach (var (dimension, value) in one.Marks.Append(recorded))
        {
            yield return new TableEntity(Partition(coop, dimension.ToString()), Hash(value)) { ["Value"] = value };
            yield return new TableEntity(Partition(coop, dimension.ToString()), $"{Hash(value)}|{one.Stored.Day}");
        }
    }

    private static IEnumerable<TableEntity> KeysOf(string coop, IndexedEvent one)
    {
        foreach (var key in one.Keys)
        {
            var hash = KeyHash(key);
            yield return new TableEntity(Bucket(coop, hash), hash) { ["Value"] = key, ["Class"] = one.Classes.Contains(key) };
            yield return new TableEntity(Bucket(coop, hash), $"{hash}|{one.Key}");
        }

        foreach (var id in new[] { one.Stored.Hash, one.GivenId }.OfType<string>())
            yield return new TableEntity(Bucket(coop, IdHash(id)), $"{IdHash(id)}|{one.Key}");
        if (one.ClaimedId is { } claimed) yield return new TableEntity(Bucket(coop, IdHash(claimed)), IdHash(claimed)) { ["Hash"] = one.Stored.Hash };
    }

    private void Remember(IEnumerable<TableEntity> rows)
    {
        if (remembered.Count > MaxRemembered) remembered.Clear();
        foreach (var row in rows) remembered.TryAdd(Name(row), true);
    }

    private static string Name(TableEntity row) => $"{row.PartitionKey} {row.RowKey}";

    private static string KeyHash(string key) => Hash("key " + key);

    private static string IdHash(string id) => Hash("id " + id);

    private static string Hash(string value) => Convert.ToHexStringLower(Ids.Hash(value))[..32];

    /// <summary>Enough partitions that each stays small, few enough that the keys of a document share transactions.</summary>
    private static string Bucket(string coop, string hash) => $"{coop}|{hash[..2]}";

    private static string Partition(string coop, string dimension) => $"{coop}|{dimension}";
}

/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record ValuePage(IReadOnlyList<string> Values, string? Next);
