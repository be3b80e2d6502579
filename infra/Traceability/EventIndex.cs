using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using AgriTrace.Domain;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.ColdChain;
using AgriTrace.Domain.Traceability.Queries;
using AgriTrace.Infra.Storage;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Traceability;

/// <summary>
/// Finds events in two ways: by key, which leads to each event that names an EPC, a class or an id; and by the days on which a value,
/// such as a business step, occurs. Rows are added before the event that they lead to, and nothing deletes one.
/// </summary>
public sealed class EventIndex(StorageAccount storage, BulkCalls calls)
{
    /// <summary>The days of all events together: a dimension of one value.</summary>
    private const string AnyDay = "Day";
    /// <summary>The row that says which event has a given id; sorts behind every key.</summary>
    private const string Owner = "~";

    /// <summary>Some ten megabytes. What is forgotten is only written again.</summary>
    private const int MaxRemembered = 100_000;

    private readonly TableClient keys = storage.Table(TableNames.EventKeys);
    private readonly TableClient days = storage.Table(TableNames.EventDays);

    /// <summary>Rows that are there, so that the tenth event of a day marks nothing anew.</summary>
    private readonly ConcurrentDictionary<(string, string), bool> remembered = new();

    private int gone;

    /// <summary>Adds all that leads to these events; doing it again changes nothing.</summary>
    public async Task Add(string coop, IReadOnlyCollection<IndexedEvent> events, CancellationToken cancel)
    {
        ForgetWhatIsGone();
        var marks = events.SelectMany(one => MarksOf(coop, one)).Distinct().Where(mark => !remembered.ContainsKey((mark.Partition, mark.Row))).ToArray();
        var rows = marks.Select(mark => (Table: days, Row: mark.Entity())).Concat(events.SelectMany(one => KeysOf(coop, one)).Select(row => (Table: keys, Row: row)));
        var batches = rows.GroupBy(one => one.Row.PartitionKey)
            .SelectMany(partition => partition.DistinctBy(one => one.Row.RowKey).Chunk(TableLimits.MaxEntitiesPerTransaction))
            .Select(batch => (batch[0].Table, Rows: batch.Select(one => one.Row).ToArray()));
        await calls.Each(batches, (batch, stop) => Put(batch.Table, batch.Rows, stop), cancel);
        foreach (var mark in marks) remembered.TryAdd((mark.Partition, mark.Row), true);
    }

    private void ForgetWhatIsGone()
    {
        var times = storage.House.Times;
        if (Interlocked.Exchange(ref gone, times) != times || remembered.Count > MaxRemembered) remembered.Clear();
    }

    /// <summary>The keys of events that name an EPC or a class, in the order of event time.</summary>
    /// <param name="from">Inclusive, as the beginning of a key; empty for the first.</param>
    /// <param name="before">Exclusive.</param>
    public IAsyncEnumerable<string> Naming(string coop, string key, string from, string before, CancellationToken cancel) => Pointers(coop, KeyHash(key), from, before, cancel);

    /// <summary>The keys of all events that name a class, in the order of event time, with what those measured that do nothing else.</summary>
    public async IAsyncEnumerable<(string Key, Reading? Reading)> Measuring(string coop, string epcClass, [EnumeratorCancellation] CancellationToken cancel)
    {
        var rows = keys.QueryAsync<TableEntity>(FilterOf(coop, KeyHash(epcClass), string.Empty, Owner), select: ["RowKey", .. ReadingColumns.All], cancellationToken: cancel);
        await foreach (var row in rows) yield return (row.RowKey, ReadingColumns.Read(row));
    }

    /// <summary>The keys of the events with an id: as it was given, or the event hash.</summary>
    public IAsyncEnumerable<string> WithId(string coop, string id, string from, string before, CancellationToken cancel) => Pointers(coop, IdHash(id), from, before, cancel);

    /// <summary>The hash of the event that has a given id; one point read.</summary>
    public async Task<string?> OwnerOf(string coop, string id, CancellationToken cancel)
    {
        var row = await keys.GetEntityIfExistsAsync<TableEntity>(Partition(coop, IdHash(id)), Owner, cancellationToken: cancel);
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
    public async Task<ValuePage> Values(string coop, EventDimension dimension, int count, string? after, CancellationToken cancel)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition(coop, dimension.ToString())} and RowKey gt {after ?? string.Empty}");
        return await Distinct(days.QueryAsync<TableEntity>(filter, Math.Min(count + 1, TableLimits.MaxRowsAtOnce), cancellationToken: cancel), row => row.RowKey, count);
    }

    /// <summary>The EPCs that occurred, in an order of no meaning; classes are not among them.</summary>
    /// <inheritdoc cref="Values"/>
    public async Task<ValuePage> Epcs(string coop, int count, string? after, CancellationToken cancel)
    {
        var (start, end) = (Partition(coop, after ?? string.Empty), $"{coop}}}");
        var filter = TableClient.CreateQueryFilter($"PartitionKey gt {start} and PartitionKey lt {end} and Class eq {false}");
        return await Distinct(keys.QueryAsync<TableEntity>(filter, cancellationToken: cancel), row => row.PartitionKey[(coop.Length + 1)..], count);
    }

    public async Task<bool> Has(string coop, EventDimension dimension, string value, CancellationToken cancel) =>
        (await days.GetEntityIfExistsAsync<TableEntity>(Partition(coop, dimension.ToString()), Hash(value), cancellationToken: cancel)).HasValue;

    /// <summary>Whether a key is an EPC class; null where no event names it.</summary>
    public async Task<bool?> IsClass(string coop, string key, CancellationToken cancel)
    {
        await foreach (var row in keys.QueryAsync<TableEntity>(FilterOf(coop, KeyHash(key), string.Empty, Owner), maxPerPage: 1, cancellationToken: cancel)) return row.GetBoolean("Class");
        return null;
    }

    /// <summary>A value for each hash: rows of one stand side by side.</summary>
    private static async Task<ValuePage> Distinct(IAsyncEnumerable<TableEntity> rows, Func<TableEntity, string> hashOf, int count)
    {
        var (found, last) = (new List<string>(), default(string));
        await foreach (var row in rows)
        {
            var hash = hashOf(row);
            if (hash == last) continue;
            if (found.Count == count) return new ValuePage(found, last);
            found.Add(row.GetString("Value"));
            last = hash;
        }

        return new ValuePage(found, null);
    }

    private async IAsyncEnumerable<string> Pointers(string coop, string hash, string from, string before, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var row in keys.QueryAsync<TableEntity>(FilterOf(coop, hash, from, before), select: ["RowKey"], cancellationToken: cancel)) yield return row.RowKey;
    }

    private static string FilterOf(string coop, string hash, string from, string before) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {Partition(coop, hash)} and RowKey ge {from} and RowKey lt {before}");

    private async Task<List<string>> DaysOf(string coop, string dimension, string hash, string from, string to, CancellationToken cancel)
    {
        var found = new List<string>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition(coop, $"{dimension}|{hash}")} and RowKey ge {from} and RowKey le {to}");
        await foreach (var row in days.QueryAsync<TableEntity>(filter, select: ["RowKey"], cancellationToken: cancel)) found.Add(row.RowKey);
        return found;
    }

    private static async Task Put(TableClient table, TableEntity[] rows, CancellationToken cancel)
    {
        if (rows.Length == 1) await table.UpsertEntityAsync(rows[0], TableUpdateMode.Replace, cancel);
        else await table.SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)), cancel);
    }

    private static IEnumerable<Mark> MarksOf(string coop, IndexedEvent one)
    {
        yield return new Mark(Partition(coop, AnyDay + "|"), one.Stored.Day);
        foreach (var (dimension, value) in one.Marks.Append((EventDimension.RecordDay, StoredEvent.Stamp(one.Stored.RecordTime)[..8])))
        {
            var hash = Hash(value);
            yield return new Mark(Partition(coop, dimension.ToString()), hash, value);
            yield return new Mark(Partition(coop, $"{dimension}|{hash}"), one.Stored.Day);
        }
    }

    private static IEnumerable<TableEntity> KeysOf(string coop, IndexedEvent one)
    {
        foreach (var (key, isClass) in one.Keys)
        {
            var row = new TableEntity(Partition(coop, KeyHash(key)), one.Key);
            if (isClass is { } known) (row["Value"], row["Class"]) = (key, known);
            if (isClass == true && one.Reading is { } reading) ReadingColumns.Write(row, reading);
            yield return row;
        }

        foreach (var id in new[] { one.Stored.Hash, one.GivenId }.OfType<string>()) yield return new TableEntity(Partition(coop, IdHash(id)), one.Key);
        if (one.ClaimedId is { } claimed) yield return new TableEntity(Partition(coop, IdHash(claimed)), Owner) { ["Hash"] = one.Stored.Hash };
    }

    private static string KeyHash(string key) => Hash("key " + key);

    private static string IdHash(string id) => Hash("id " + id);

    private static string Hash(string value) => Convert.ToHexStringLower(Ids.Hash(value))[..32];

    private static string Partition(string coop, string part) => $"{coop}|{part}";

    /// <param name="Value">Of the row that names it; null for one that marks a day.</param>
    private readonly record struct Mark(string Partition, string Row, string? Value = null)
    {
        public TableEntity Entity() => Value is null ? new TableEntity(Partition, Row) : new TableEntity(Partition, Row) { ["Value"] = Value };
    }
}

/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record ValuePage(IReadOnlyList<string> Values, string? Next);
