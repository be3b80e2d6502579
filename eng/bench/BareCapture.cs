using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace AgriTrace.Bench;

/// <summary>
/// The yardstick of capture: the storage calls that the house makes to keep a document, and nothing else: no validation, no hash, no
/// order among them. Who changes a store of the house changes it here too.
/// </summary>
internal sealed class BareCapture(BareTables tables)
{
    /// <summary>Calls in flight.</summary>
    private const int AtOnce = 8;

    /// <summary>Rows that one transaction adds.</summary>
    private const int MostAtOnce = 100;

    private const string Owner = "bare";

    private readonly ConcurrentDictionary<string, bool> marked = new();
    private int calls;

    /// <summary>Made so far.</summary>
    public int Calls => calls;

    /// <summary>Keeps all of the documents.</summary>
    /// <returns>Milliseconds, without the time that it takes to make the rows.</returns>
    public async Task<double> Store(IEnumerable<BenchDocument> documents)
    {
        var work = documents.SelectMany(CallsOf).ToList();
        var begun = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(work, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (call, _) => await call());
        calls += work.Count;
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    private IEnumerable<Func<Task>> CallsOf(BenchDocument document)
    {
        var rows = document.Events.Select(one => (one, key: BareTables.KeyOf(one))).ToArray();
        var days = rows.GroupBy(row => BareTables.DayOf(row.one)).ToArray();
        return
        [
            // The word of the job, and the entry of the audit log.
            Insert(Job(document)), Insert(Job(document)),
            .. days.Length > 1 || rows.Length > MostAtOnce ? ByJob(document) : [],
            // Whether a lot that is named is one of our own.
            .. rows.SelectMany(row => row.one.Keys).Where(key => key.Contains("/10/", StringComparison.Ordinal)).Distinct().Select(Find),
            // What came from what: a document for each thing that was joined or made, read and written over.
            .. rows.Where(row => !row.one.Marks.Contains("type|ObjectEvent")).SelectMany(row => row.one.Keys).Distinct().SelectMany(key => (Func<Task>[])[Find(key), Upsert(tables.Jobs, [new TableEntity(BareTables.PartitionOf(key), "head") { ["V"] = 1, ["Json"] = new string('x', 300) }])]),
            .. days.SelectMany(day => day.Chunk(MostAtOnce).Select(chunk => Put([.. chunk.Select(row => EventRow(day.Key, row.key, row.one))]))),
            .. MarksOf(days.SelectMany(day => day.SelectMany(row => row.one.Marks.Append("day")).Distinct().Select(mark => (mark, day.Key)))),
            .. rows.SelectMany(row => row.one.Keys.Append("id " + row.key).Select(key => (key, row.key))).GroupBy(entry => entry.Item1).SelectMany(KeysOf),
        ];
    }

    /// <summary>What is rolled forward is kept as a whole, and has a job with a message; its worker reads it, and drops it in the end.</summary>
    private IEnumerable<Func<Task>> ByJob(BenchDocument document)
    {
        var (blob, row, outbox, json) = (tables.Blobs.GetBlobClient(Guid.NewGuid().ToString("N")), Job(document), Job(document), document.Json);
        yield return async () =>
        {
            await blob.UploadAsync(BinaryData.FromBytes(json));
            await tables.Jobs.SubmitTransactionAsync([new(TableTransactionActionType.Add, row), new(TableTransactionActionType.Add, outbox)]);
            await tables.Queue.SendMessageAsync("{}");
            await tables.Jobs.DeleteEntityAsync(Owner, outbox.RowKey);
            var message = (await tables.Queue.ReceiveMessageAsync()).Value;
            await tables.Jobs.GetEntityAsync<TableEntity>(Owner, row.RowKey);
            for (var step = 0; step < 3; step++) await tables.Jobs.UpsertEntityAsync(row, TableUpdateMode.Replace);
            await blob.DownloadContentAsync();
            await blob.DeleteAsync();
            await tables.Queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
        };
    }

    private IEnumerable<Func<Task>> MarksOf(IEnumerable<(string Mark, string Day)> marks) =>
        marks.SelectMany(one => ((string Partition, string Row)[])[(one.Mark.Split('|')[0], one.Mark), (one.Mark, one.Day)])
            .Where(one => marked.TryAdd($"{one.Partition} {one.Row}", true))
            .Select(one => Upsert(tables.Days, [new TableEntity(one.Partition, one.Row)]));

    private IEnumerable<Func<Task>> KeysOf(IGrouping<string, (string Key, string At)> key) =>
        key.Select(entry => entry.At).Distinct().Chunk(MostAtOnce).Select(chunk =>
            Upsert(tables.Keys, [.. chunk.Select(at => new TableEntity(BareTables.PartitionOf(key.Key), at) { ["Value"] = key.Key, ["Class"] = true })]));

    private Func<Task> Find(string key) => () => tables.Jobs.GetEntityIfExistsAsync<TableEntity>(Owner, BareTables.PartitionOf(key));

    private Func<Task> Insert(TableEntity row) => () => tables.Jobs.AddEntityAsync(row);

    private Func<Task> Put(TableEntity[] rows) =>
        rows.Length == 1 ? () => tables.Events.AddEntityAsync(rows[0]) : () => tables.Events.SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)));

    private static Func<Task> Upsert(TableClient table, TableEntity[] rows) => rows.Length == 1
        ? () => table.UpsertEntityAsync(rows[0], TableUpdateMode.Replace)
        : () => table.SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)));

    private static TableEntity Job(BenchDocument document) => new(Owner, Guid.NewGuid().ToString("N")) { ["V"] = 1, ["Events"] = document.Events.Count, ["Json"] = new string('x', 400) };

    private static TableEntity EventRow(string day, string key, BenchEvent one) => new(day, key)
    {
        ["V"] = 1,
        ["Hash"] = key,
        ["EventTime"] = one.Time,
        ["RecordTime"] = one.Time,
        ["BizStep"] = one.BizStep,
        ["Json"] = one.Json,
    };
}

/// <summary>Tables as a repository would lay them, beside those of the house and never read by it.</summary>
internal sealed record BareTables(TableClient Jobs, TableClient Events, TableClient Keys, TableClient Days, BlobContainerClient Blobs, QueueClient Queue)
{
    public static async Task<BareTables> Create(string storage)
    {
        var service = new TableServiceClient(storage);
        var tables = new BareTables(
            service.GetTableClient("BareJobs"), service.GetTableClient("BareEvents"), service.GetTableClient("BareKeys"), service.GetTableClient("BareDays"),
            new BlobContainerClient(storage, "bare"), new QueueClient(storage, "bare"));
        await Task.WhenAll(tables.Blobs.CreateIfNotExistsAsync(), tables.Queue.CreateIfNotExistsAsync());
        foreach (var table in (TableClient[])[tables.Jobs, tables.Events, tables.Keys, tables.Days]) await table.CreateIfNotExistsAsync();
        return tables;
    }

    public static string DayOf(BenchEvent one) => one.Time.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>As long as a key of the house: the time, then 64 digits.</summary>
    public static string KeyOf(BenchEvent one) => one.Time.UtcDateTime.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture) + "|" + Digits(one.Json, 64);

    public static string PartitionOf(string key) => "bare|" + Digits(key, 32);

    private static string Digits(string text, int count) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..count];
}
