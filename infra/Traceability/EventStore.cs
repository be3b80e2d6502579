using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using AgriTrace.Domain.Traceability;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace AgriTrace.Infra.Traceability;

/// <summary>EPCIS events by cooperative and day, in the order of their times. A row, once written, never changes; writing it again does nothing.</summary>
public sealed class EventStore(StorageAccount storage, EventIndex index, BulkCalls calls, TimeProvider clock)
{
    /// <summary>In bytes of UTF-8, context included; a larger event lies in a blob.</summary>
    public const int MaxInRow = 60 * 1024;

    /// <summary>In characters, of which each may take six bytes on the way; a transaction holds 4 MiB.</summary>
    private const int MaxBatchLength = 400_000;
    private const string ContextLength = "ContextLength";

    private readonly TableClient table = storage.Table(TableNames.Events);
    private readonly BlobContainerClient large = storage.Blobs.GetBlobContainerClient(ContainerNames.Events);

    /// <summary>Stores events and all that they are found by. Their record time is that of the write: whoever asks for what came since, finds it soon after.</summary>
    /// <returns>The keys of those that were not there.</returns>
    /// <remarks>
    /// The event's own row comes last: a crash before it leaves index rows and a blob that lead nowhere, and that the next try needs
    /// anyway. Events of one day that fit into one transaction happen together or not at all.
    /// </remarks>
    public async Task<IReadOnlySet<string>> Add(string coop, IReadOnlyCollection<IndexedEvent> events, CancellationToken cancel)
    {
        var begun = clock.GetUtcNow();
        await Task.WhenAll(index.Add(coop, Recorded(events, begun), cancel), calls.Each(events.Where(IsLarge), (one, stop) => AddBlob(coop, one.Stored, stop), cancel));
        var (now, added) = (clock.GetUtcNow(), new HashSet<string>());
        if (now.UtcDateTime.Date != begun.UtcDateTime.Date) await index.Add(coop, Recorded(events, now), cancel);
        foreach (var day in Recorded(events, now).DistinctBy(one => one.Key).GroupBy(one => one.Stored.Day))
            foreach (var batch in Batches(day))
                added.UnionWith(await AddRows([.. batch.Select(one => RowOf(coop, one))], cancel));
        return added;
    }

    /// <summary>Whether these events would be stored in one transaction.</summary>
    public static bool IsOneTransaction(IReadOnlyCollection<IndexedEvent> events) =>
        events.Select(one => one.Stored.Day).Distinct().Count() <= 1 && Batches(events).Count() <= 1;

    /// <summary>The events of these keys, in their order; a point read each. A key that leads nowhere is left out.</summary>
    public async Task<IReadOnlyList<StoredEvent>> Find(string coop, IReadOnlyList<string> keys, CancellationToken cancel)
    {
        var found = new StoredEvent?[keys.Count];
        await calls.Each(keys.Index(), async (one, stop) => found[one.Index] = await Find(coop, one.Item, stop), cancel);
        return [.. found.OfType<StoredEvent>()];
    }

    /// <summary>The events of one day, in the order of their keys.</summary>
    /// <param name="from">Inclusive, as the beginning of a key.</param>
    /// <param name="before">Exclusive.</param>
    /// <param name="where">Further conditions on the columns of <see cref="EventColumns"/>, as a filter of the storage service; null for none.</param>
    public async IAsyncEnumerable<StoredEvent> OfDay(
        string coop, string day, string from, string before, string? where, int perPage, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var row in table.QueryAsync<TableEntity>(FilterOf(coop, day, from, before, where), Math.Min(perPage, TableLimits.MaxRowsAtOnce), cancellationToken: cancel)) yield return await EventOf(row, cancel);
    }

    /// <summary>The keys of the events of one day; see <see cref="OfDay"/>.</summary>
    public async IAsyncEnumerable<string> KeysOfDay(
        string coop, string day, string from, string before, string? where, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var row in table.QueryAsync<TableEntity>(FilterOf(coop, day, from, before, where), select: ["RowKey"], cancellationToken: cancel)) yield return row.RowKey;
    }

    /// <summary>One point read.</summary>
    public async Task<StoredEvent?> Find(string coop, string key, CancellationToken cancel)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(Partition(coop, StoredEvent.DayOf(key)), key, cancellationToken: cancel);
        return row.HasValue ? await EventOf(row.Value!, cancel) : null;
    }

    private static IndexedEvent[] Recorded(IReadOnlyCollection<IndexedEvent> events, DateTimeOffset now) =>
        [.. events.Select(one => one with { Stored = one.Stored with { RecordTime = now } })];

    /// <summary>One transaction for what is new altogether; row by row where one of them is there already.</summary>
    private async Task<IEnumerable<string>> AddRows(IReadOnlyList<TableEntity> rows, CancellationToken cancel)
    {
        try
        {
            if (rows.Count == 1) await table.AddEntityAsync(rows[0], cancel);
            else await table.SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), cancel);
            return rows.Select(row => row.RowKey);
        }
        catch (RequestFailedException failed) when (failed.IsConflict())
        {
            if (rows.Count == 1) return [];
            var added = new ConcurrentBag<string>();
            await calls.Each(rows, async (row, stop) => (await AddRows([row], stop)).ToList().ForEach(added.Add), cancel);
            return added;
        }
    }

    /// <summary>The first one stays: its row, which comes after it, may be there already.</summary>
    private async Task AddBlob(string coop, StoredEvent stored, CancellationToken cancel)
    {
        var options = new BlobUploadOptions
        {
            Metadata = new Dictionary<string, string> { [ContextLength] = Text(stored.Context.Length) },
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
        };
        try
        {
            await Blob(coop, stored.Key).UploadAsync(BinaryData.FromString(stored.Context + stored.Json), options, cancel);
        }
        catch (RequestFailedException failed) when (failed.IsConflict() || failed.IsChanged())
        {
        }
    }

    private static IEnumerable<List<IndexedEvent>> Batches(IEnumerable<IndexedEvent> events)
    {
        var (batch, length) = (new List<IndexedEvent>(), 0);
        foreach (var one in events)
        {
            var own = IsLarge(one) ? 0 : one.Stored.Context.Length + one.Stored.Json.Length;
            if (batch.Count > 0 && (batch.Count == TableLimits.MaxEntitiesPerTransaction || length + own > MaxBatchLength))
            {
                yield return batch;
                (batch, length) = ([], 0);
            }

            length += own;
            batch.Add(one);
        }

        if (batch.Count > 0) yield return batch;
    }

    /// <summary>Context and event stand one behind the other, as they are: inside of JSON of ours every quote of theirs would be six characters.</summary>
    private static TableEntity RowOf(string coop, IndexedEvent one)
    {
        var stored = one.Stored;
        var row = new TableEntity(Partition(coop, stored.Day), one.Key)
        {
            ["Hash"] = stored.Hash,
            [EventColumns.RecordTime] = stored.RecordTime,
            ["EventTime"] = stored.EventTime,
            [ContextLength] = stored.Context.Length,
            ["V"] = 1,
        };
        if (stored.Declaration is { } declaration) row["Declaration"] = declaration;
        foreach (var (dimension, value) in one.Marks)
            if (EventColumns.Of(dimension) is { } column && value.Length <= EventColumns.MaxLength) row[column] = value;
        return IsLarge(one) ? row : row.WithJson(stored.Context + stored.Json);
    }

    private async Task<StoredEvent> EventOf(TableEntity row, CancellationToken cancel)
    {
        var (coop, text, split) = (row.PartitionKey[..row.PartitionKey.LastIndexOf('|')], row.JsonText(), row.GetInt32(ContextLength) ?? 0);
        if (text.Length == 0)
        {
            var blob = (await Blob(coop, row.RowKey).DownloadContentAsync(cancel)).Value;
            (text, split) = (blob.Content.ToString(), int.Parse(blob.Details.Metadata[ContextLength], CultureInfo.InvariantCulture));
        }

        return new StoredEvent(
            coop, row.GetString("Hash"), row.GetDateTimeOffset(EventColumns.RecordTime) ?? default, row.GetDateTimeOffset("EventTime") ?? default, text[..split], text[split..],
            row.GetString("Declaration"));
    }

    private static bool IsLarge(IndexedEvent one) =>
        one.Stored.Context.Length + one.Stored.Json.Length is var length && (length > MaxInRow || (length > MaxInRow / 3 && Encoding.UTF8.GetByteCount(one.Stored.Context) + Encoding.UTF8.GetByteCount(one.Stored.Json) > MaxInRow));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private BlobClient Blob(string coop, string key) => large.GetBlobClient($"large/{coop}/{key.Replace('|', '/')}");

    private static string FilterOf(string coop, string day, string from, string before, string? where) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {Partition(coop, day)} and RowKey ge {from} and RowKey lt {before}") + where;

    private static string Partition(string coop, string day) => $"{coop}|{day}";
}
